import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ElectronBinary = { readonly dist: string; readonly program: string; readonly version: string };

const programs: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'electron',
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

/** Version of Electron in package.json's lock; read from its own package.json, since loading the package starts a download. */
export function electronVersion(root: string): string {
  const about = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  return about.version;
}

/** The unpacked Electron for this machine, at `TEACHTRACK_ELECTRON_DIST` or where `npx install-electron` puts it. */
export function electronBinary(root: string, env: NodeJS.ProcessEnv = process.env): ElectronBinary | undefined {
  const dist = env['TEACHTRACK_ELECTRON_DIST'] ?? join(root, 'node_modules/electron/dist');
  const program = join(dist, programs[process.platform] ?? 'electron');
  return existsSync(program) ? { dist, program, version: electronVersion(root) } : undefined;
}
