import { chown, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BackupContext } from './context.ts';
import type { ReadEntry } from './format/tar.ts';

/**
 * Puts a document of a backup back where it is missing. Documents are named by what they say, so one that is there is the
 * same, none is ever replaced, and those that no row of the restored data speaks of are cleared away as always.
 */
export async function bringDocument({ paths }: BackupContext, entry: ReadEntry, path: string): Promise<boolean> {
  const wanted = join(paths.documents, path);
  const there = await stat(wanted).catch(() => undefined);
  if (there?.size === entry.size) return false;
  const { uid, gid } = await stat(paths.documents);
  await mkdir(dirname(wanted), { recursive: true, mode: 0o750 });
  await chown(dirname(wanted), uid, gid);
  const part = `${wanted}.restored.part`;
  const file = await open(part, 'w', 0o640);
  try {
    for await (const piece of entry.body) await file.writeFile(piece);
    // The service's account may have another number on this server.
    await file.chown(uid, gid);
    await file.sync();
  } catch (thrown) {
    await rm(part, { force: true });
    throw thrown;
  } finally {
    await file.close();
  }
  await rename(part, wanted);
  return true;
}
