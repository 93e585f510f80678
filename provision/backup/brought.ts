import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { chmod, chown, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../engine/durable.ts';
import type { WantedState } from '../model/wanted.ts';
import type { ReadEntry } from './format/tar.ts';

/*
 * What a server takes over from another one's backup beside the data: what signs its sessions and links, its certificate
 * authority and certificates, and what people chose. What opens this server's own database and Redis stays.
 */

/** Secrets of services on the server itself: those of another server open nothing here. */
const boundToServer =
  /^secrets\/(database-password|migrator-password|database-(keeper|monitor)\.cnf|backup-key|first-sign-in|redis[\w-]*)$/;

export function isBrought(path: string): boolean {
  if (path.startsWith('tls/')) return true;
  // Whom to alert and where backups go, each in a file of its own.
  if (/^[\w-]+\.json$/.test(path)) return path !== 'appliance.json' && path !== 'settings.json';
  return path.startsWith('secrets/') && !boundToServer.test(path);
}

/** Puts a file of the backup into a folder, with its mode, as root's. */
export async function keepSetting(folder: string, entry: ReadEntry, path: string): Promise<void> {
  const to = join(folder, path);
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  const file = await open(to, 'w', 0o600);
  try {
    for await (const piece of entry.body) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(to, entry.mode);
  await chown(to, 0, 0);
}

/** Copies what is there of these files below `settings` into `aside`. Gives those that were there. */
export function keepAside(aside: string, settings: string, paths: readonly string[]): readonly string[] {
  const there = paths.filter((path) => existsSync(join(settings, path)));
  for (const path of there) {
    mkdirSync(dirname(join(aside, path)), { recursive: true, mode: 0o700 });
    replace(join(settings, path), join(aside, path));
  }
  return there;
}

/** Files from one folder take their places below another. */
export function bringSettings(from: string, settings: string, paths: readonly string[]): void {
  for (const path of paths) {
    const to = join(settings, path);
    mkdirSync(dirname(to), { recursive: true, mode: path.startsWith('secrets/') ? 0o700 : 0o755 });
    replace(join(from, path), to);
  }
}

/** What came in the place of nothing goes. */
export function removeSettings(settings: string, paths: readonly string[]): void {
  for (const path of paths) rmSync(join(settings, path), { force: true });
}

/** This server's answers with what people chose on the other one. Size, addresses and how it is reached stay its own. */
export function mergedWanted(own: WantedState, other: WantedState): WantedState {
  const { version, tier, addresses, tls, overrides } = own;
  return { ...own, ...other, version, tier, addresses, tls, overrides };
}

/** Copies with the mode, then renames: the place holds the old or the new file, never a part. */
function replace(from: string, to: string): void {
  const beside = `${to}.restored`;
  copyFileSync(from, beside);
  chmodSync(beside, statSync(from).mode);
  renameSync(beside, to);
  syncFolder(dirname(to));
}
