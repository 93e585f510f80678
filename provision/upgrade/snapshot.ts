import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurable } from '../engine/durable.ts';
import type { EnginePaths } from '../engine/paths.ts';
import { layout } from '../layout.ts';
import type { Ops } from '../ops/command.ts';
import type { DatabaseServer } from '../ops/mysql.ts';
import { type Dump, dumpDatabase } from './database.ts';
import { countRows, databaseNow, type RowCounts } from './rows.ts';

/** What an upgrade replaces, as it was: the release stays in its folder; settings, receipts and database are copied. */
export type Snapshot = {
  /** Version of the release that was current. */
  readonly release: string;
  /** The database's clock when the copy was begun: `2026-11-26 14:02:40.123`, UTC. */
  readonly since: string;
  readonly rows: RowCounts;
  readonly database: Dump;
};

const about = 'snapshot.json';

export type SnapshotWish = {
  readonly server: DatabaseServer;
  readonly paths: EnginePaths;
  readonly folder: string;
  readonly release: string;
};

/** Makes the folder's snapshot, or gives the one that is whole already. Only a whole one has its description. */
export async function takeSnapshot(ops: Ops, { server, paths, folder, release }: SnapshotWish): Promise<Snapshot> {
  const known = readSnapshot(folder);
  if (known !== undefined) return known;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  cpSync(paths.receipts, join(folder, 'receipts'), { recursive: true, preserveTimestamps: true });
  cpSync(layout.settings, join(folder, 'settings'), { recursive: true, preserveTimestamps: true });
  const since = await databaseNow(ops, server);
  const rows = await countRows(ops, server);
  const database = await dumpDatabase(ops, server, folder);
  const made: Snapshot = { release, since, rows, database };
  writeDurable(join(folder, about), `${JSON.stringify(made)}\n`);
  return made;
}

/** Undefined when there is none, or when making it was interrupted. */
export function readSnapshot(folder: string): Snapshot | undefined {
  const path = join(folder, about);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Snapshot) : undefined;
}

/** The wanted state as it was. */
export function wantedStateIn(folder: string): string {
  return join(folder, 'settings', 'appliance.json');
}

export function receiptsIn(folder: string): string {
  return join(folder, 'receipts');
}
