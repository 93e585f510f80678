import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** After a power cut the file holds either the old text or the new one, never a part. Parents are made 0700. */
export function writeDurable(path: string, text: string, mode = 0o600): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const beside = `${path}.${process.pid}.new`;
  const file = openSync(beside, 'w', mode);
  try {
    // A service's umask may be stricter than what readers need.
    fchmodSync(file, mode);
    writeFileSync(file, text);
    fsyncSync(file);
  } catch (thrown) {
    rmSync(beside, { force: true });
    throw thrown;
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
  syncFolder(folder);
}

/**
 * Writes the text over that of a file, in the blocks it has: the way that is left where no block is free. Spaces take the
 * place of what was longer. Says whether it had room; a power cut in between leaves a part of each.
 */
export function overwrite(path: string, text: string): boolean {
  let file: number;
  try {
    file = openSync(path, 'r+');
  } catch {
    return false;
  }
  try {
    const { size, blocks } = fstatSync(file);
    const bytes = Buffer.from(text);
    if (bytes.length > Math.max(size, blocks * 512)) return false;
    writeSync(file, Buffer.concat([bytes, Buffer.alloc(Math.max(0, size - bytes.length), ' ')]), 0, undefined, 0);
    fsyncSync(file);
    return true;
  } catch {
    return false;
  } finally {
    closeSync(file);
  }
}

export function removeDurable(path: string): void {
  rmSync(path, { recursive: true, force: true });
  syncFolder(dirname(path));
}

/** Makes names in the folder (created, renamed, removed) survive a power cut. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
