import { open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Larger than any request, and no more than the one block that a file of it has. */
const spareBytes = 2_048;
const spareName = '.spare';

/**
 * Puts a request into the spool, whole or not at all: written beside and renamed. On a full disk it is written into a file
 * that was made in better days, so that even then the server can be asked to make room.
 */
export async function placeRequest(folder: string, id: string, text: string): Promise<void> {
  const path = join(folder, `${id}.json`);
  try {
    await writeFile(`${path}.new`, text, { mode: 0o600, flag: 'wx' });
    await rename(`${path}.new`, path);
  } catch (thrown) {
    await rm(`${path}.new`, { force: true }).catch(() => undefined);
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
    await placeInSpare(folder, path, text);
  }
}

async function placeInSpare(folder: string, path: string, text: string): Promise<void> {
  const spare = join(folder, spareName);
  const file = await open(spare, 'r+');
  try {
    await file.write(text.padEnd(spareBytes), 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(spare, path);
}

/** Made when a process starts, while there is room. Never rejects: without it only a full disk cannot be asked about. */
export async function keepSpare(folder: string): Promise<void> {
  await writeFile(join(folder, spareName), ' '.repeat(spareBytes), { mode: 0o600, flag: 'wx' }).catch(() => undefined);
}
