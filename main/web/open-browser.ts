import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Desktop = { readonly env: NodeJS.ProcessEnv; readonly platform: NodeJS.Platform; readonly folder: string };

/**
 * Has the desktop’s browser open the address; undefined where there is no desktop. The token in the address must not be
 * seen in the arguments of a program, which every user of a machine may read: the browser is led there by a file that
 * only this user can read. Gives a function that removes the file.
 */
export async function openBrowser(url: string, desktop: Desktop): Promise<(() => Promise<void>) | undefined> {
  const program = opener(desktop);
  if (program === undefined) return undefined;
  await mkdir(desktop.folder, { recursive: true, mode: 0o700 });
  const file = join(desktop.folder, `open-${process.pid}.html`);
  await writeFile(file, leadingTo(url), { mode: 0o600 });
  const [name, ...args] = program;
  const child = spawn(name, [...args, pathToFileURL(file).href], { stdio: 'ignore', detached: true });
  // Without such a program the printed address is the way.
  child.on('error', () => undefined);
  child.unref();
  return () => rm(file, { force: true });
}

function opener({ env, platform }: Desktop): readonly [string, ...string[]] | undefined {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  const hasDesktop = (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
  return hasDesktop ? ['xdg-open'] : undefined;
}

/** The address has letters, digits and `:/#=-_.` only. */
function leadingTo(url: string): string {
  return `<!doctype html><meta charset="utf-8"><title>TeachTrack</title><meta http-equiv="refresh" content="0;url=${url}"><a href="${url}">TeachTrack</a>\n`;
}
