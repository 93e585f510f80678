import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ProvisionError } from '../model/error.ts';
import type { BackupContext } from './context.ts';
import { dataBytes, liveSchema } from './database.ts';
import { readRecord } from './record.ts';
import { megabytes, reserveOf } from './space.ts';

const databaseFolder = '/var/lib/mysql';

type Where = Pick<BackupContext, 'database'>;
type Disk = { readonly freeBytes: number; readonly reserveBytes: number };

/** Bytes of a backup's dump: as noted beside it, or, of one that came from elsewhere, about those of the data in use. */
export async function dumpBytesOf(context: BackupContext, file: string): Promise<number> {
  const noted = readRecord(dirname(file), basename(file))?.databaseBytes;
  return noted ?? (await dataBytes(context, liveSchema(context)));
}

/** Room for a copy of the data in the database's own folder. Rejects with TT-FILE-01 and the numbers. */
export async function requireRoomBeside(where: Where, contentBytes: number, path = databaseFolder): Promise<void> {
  const disk = await diskOf(where, path);
  if (disk === undefined) return;
  const { freeBytes, reserveBytes } = disk;
  // Pages are not full and indexes come on top: twice the dump was enough for every data set measured.
  const need = contentBytes * 2;
  if (freeBytes - reserveBytes >= need) return;
  throw new ProvisionError({
    code: 'TT-FILE-01',
    message: `Restoring needs about ${megabytes(need)} in ${path} for a copy beside the data in use, and ${megabytes(reserveBytes)} must stay free; ${megabytes(freeBytes)} are free.`,
    evidence: [`missing ${megabytes(need + reserveBytes - freeBytes)}`],
  });
}

/** Rejects with TT-FILE-01 when what must stay free is being taken: the data in use lies on the same disk. */
export async function requireRoomLeft(where: Where, path = databaseFolder): Promise<void> {
  const disk = await diskOf(where, path);
  if (disk === undefined || disk.freeBytes >= disk.reserveBytes) return;
  throw new ProvisionError({
    code: 'TT-FILE-01',
    message: `The disk of ${path} is filling up: ${megabytes(disk.freeBytes)} are left. The copy beside the data in use was given up so that the database has room.`,
  });
}

const lookEveryBytes = 16 * 1024 * 1024;

/** Gives the pieces on for as long as `look` lets it. */
export async function* whileRoom(
  pieces: AsyncIterable<Uint8Array>,
  look: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let unlooked = 0;
  for await (const piece of pieces) {
    unlooked += piece.length;
    if (unlooked >= lookEveryBytes) {
      await look();
      unlooked = 0;
    }
    yield piece;
  }
}

/** Undefined on another server, whose disk cannot be seen: what is refused there is refused before the live data is touched. */
async function diskOf({ database }: Where, path: string): Promise<Disk | undefined> {
  if (database.there !== undefined || !existsSync(path)) return undefined;
  const { bavail, blocks, bsize } = await statfs(path);
  return { freeBytes: bavail * bsize, reserveBytes: reserveOf(blocks * bsize) };
}
