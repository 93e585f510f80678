import { ProvisionError } from '../model/error.ts';
import type { Ops } from '../ops/command.ts';
import type { DatabaseServer } from '../ops/mysql.ts';
import { roomsOf } from './rooms.ts';
import { writtenBytes, writtenSince } from './rows.ts';
import type { Snapshot } from './snapshot.ts';
import { sums, sumText } from './space.ts';

/** Packed rows of the next months may not pack as well as those of the copy. */
const growth = 1.25;

/**
 * Room for what going back keeps before it puts the database back: all that was written since, and the whole of it once more.
 * Rejects with TT-FILE-01 and the sum; nothing is changed. `folder`: where it is kept, or lies in.
 */
export async function requireRoomBack(
  ops: Ops,
  server: DatabaseServer,
  { snapshot, folder }: { readonly snapshot: Snapshot; readonly folder: string },
): Promise<void> {
  const written = await writtenSince(ops, server, { since: snapshot.since, before: snapshot.rows });
  const writtenSize = await writtenBytes(ops, server, written);
  const needs = [
    // What was written since is in it, too.
    { what: 'copy of the database', bytes: snapshot.database.bytes * growth + writtenSize, path: folder },
    { what: 'what was written since the upgrade', bytes: writtenSize, path: folder },
  ];
  const all = sums(needs, await roomsOf(ops, [folder]));
  if (all.every(({ freeBytes, neededBytes }) => freeBytes >= neededBytes)) return;
  throw new ProvisionError({
    code: 'TT-FILE-01',
    message: `There is not enough space to go back: what is in use is kept first. At ${all.map(sumText).join('; ')}.`,
  });
}
