import type { BackupContext } from './context.ts';
import { ask, dropSchema, freshSchema, liveSchema, schemaExists, tablesOf } from './database.ts';

/** The schema a restored copy is made in. */
export const sideSchema = 'teachtrack_restore';
/** Where the tables that were in use lie while a restore is not over. */
export const beforeSchema = 'teachtrack_before';

/**
 * The restored tables take the place of those in use, which go aside: one statement, which the server carries out as a
 * whole or not at all. Only for a moment when nobody writes. `inUse`: the tables in use, noted down before.
 */
export async function swapIn(context: BackupContext, inUse: readonly string[]): Promise<void> {
  await ask(context, `CREATE DATABASE IF NOT EXISTS ${beforeSchema} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  const side = await tablesOf(context, sideSchema);
  await move(context, [
    ...inUse.map((table) => [liveSchema, beforeSchema, table] as const),
    ...side.map((table) => [sideSchema, liveSchema, table] as const),
  ]);
}

/**
 * Puts back the tables that were in use, from any state an interrupted restore can leave, and removes the restored copy.
 * Says whether tables had to be moved.
 */
export async function swapBack(context: BackupContext, inUse: readonly string[]): Promise<boolean> {
  const before = (await schemaExists(context, beforeSchema)) ? await tablesOf(context, beforeSchema) : [];
  if (before.length > 0) {
    // A table made by a migration may have a name that waits there, too: it starts empty.
    await freshSchema(context, sideSchema);
    // In its place came one with the restore, or it is new altogether. One that waits to be moved aside is neither.
    const restored = (await tablesOf(context, liveSchema)).filter(
      (table) => before.includes(table) || !inUse.includes(table),
    );
    await move(context, [
      ...restored.map((table) => [liveSchema, sideSchema, table] as const),
      ...before.map((table) => [beforeSchema, liveSchema, table] as const),
    ]);
  }
  await dropSchema(context, beforeSchema);
  await dropSchema(context, sideSchema);
  return before.length > 0;
}

/** What was in use before goes; the restored tables stay. */
export async function forgetBefore(context: BackupContext): Promise<void> {
  await dropSchema(context, beforeSchema);
  await dropSchema(context, sideSchema);
}

type Move = readonly [from: string, to: string, table: string];

async function move(context: BackupContext, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const parts = moves.map(([from, to, table]) => `${from}.\`${table}\` TO ${to}.\`${table}\``);
  await ask(context, `RENAME TABLE ${parts.join(', ')}`);
}
