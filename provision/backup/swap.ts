import type { BackupContext } from './context.ts';
import { ask, dropSchema, freshSchema, liveSchema, schemaBeside, schemaExists, tablesOf } from './database.ts';

/** The schema a restored copy is made in. */
export const sideSchema = (context: BackupContext) => schemaBeside(context, 'restore');

/** `before`: where the tables that were in use lie while a restore is not over. */
function schemas(context: BackupContext) {
  return { live: liveSchema(context), side: sideSchema(context), before: schemaBeside(context, 'before') };
}

/**
 * The restored tables take the place of those in use, which go aside: one statement, which the server carries out as a
 * whole or not at all. Only for a moment when nobody writes. `inUse`: the tables in use, noted down before.
 */
export async function swapIn(context: BackupContext, inUse: readonly string[]): Promise<void> {
  const { live, side, before } = schemas(context);
  await ask(context, `CREATE DATABASE IF NOT EXISTS ${before} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  const restored = await tablesOf(context, side);
  await move(context, [
    ...inUse.map((table) => [live, before, table] as const),
    ...restored.map((table) => [side, live, table] as const),
  ]);
}

/**
 * Puts back the tables that were in use, from any state an interrupted restore can leave, and removes the restored copy.
 * Says whether tables had to be moved.
 */
export async function swapBack(context: BackupContext, inUse: readonly string[]): Promise<boolean> {
  const { live, side, before } = schemas(context);
  const aside = (await schemaExists(context, before)) ? await tablesOf(context, before) : [];
  if (aside.length > 0) {
    // A table made by a migration may have a name that waits there, too: it starts empty.
    await freshSchema(context, side);
    // In its place came one with the restore, or it is new altogether. One that waits to be moved aside is neither.
    const restored = (await tablesOf(context, live)).filter((table) => aside.includes(table) || !inUse.includes(table));
    await move(context, [
      ...restored.map((table) => [live, side, table] as const),
      ...aside.map((table) => [before, live, table] as const),
    ]);
  }
  await forgetBefore(context);
  return aside.length > 0;
}

/** What was in use before goes; the restored tables stay. */
export async function forgetBefore(context: BackupContext): Promise<void> {
  const { side, before } = schemas(context);
  await dropSchema(context, before);
  await dropSchema(context, side);
}

type Move = readonly [from: string, to: string, table: string];

async function move(context: BackupContext, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const parts = moves.map(([from, to, table]) => `${from}.\`${table}\` TO ${to}.\`${table}\``);
  await ask(context, `RENAME TABLE ${parts.join(', ')}`);
}
