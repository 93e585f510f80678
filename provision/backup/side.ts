import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { ProvisionError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';
import type { Contents, Manifest } from './contents.ts';
import type { BackupContext } from './context.ts';
import { freshSchema, load, rowCounts } from './database.ts';
import type { ReadEntry } from './format/tar.ts';
import { megabytes, reserveOf } from './space.ts';
import { type Unpacked, unpack } from './unpack.ts';

export type Side = {
  readonly file: string;
  readonly key: Secret;
  /** Schema that is made for it, beside the live one. */
  readonly schema: string;
  readonly onManifest?: (manifest: Manifest) => Promise<void>;
  readonly onSetting?: (entry: ReadEntry, path: string) => Promise<void>;
  readonly onDocument?: (entry: ReadEntry, path: string) => Promise<void>;
  readonly onProgress?: (readBytes: number) => void;
};

/**
 * Restores the database of a backup into a schema of its own and counts every row. Rejects with TT-BACKUP-01 or -02 as
 * `unpack`, and with TT-BACKUP-05 when the schema does not hold what the backup says; nothing of the live data is touched.
 */
export async function restoreBeside(context: BackupContext, side: Side): Promise<Unpacked> {
  const { file, key, schema, onManifest, onSetting, onDocument, onProgress } = side;
  await freshSchema(context, schema);
  const unpacked = await unpack(file, key, {
    async onManifest(manifest) {
      requireProduct(context, manifest);
      await onManifest?.(manifest);
    },
    onDump: (statements) => load(context, schema, statements),
    ...(onSetting === undefined ? {} : { onSetting }),
    ...(onDocument === undefined ? {} : { onDocument }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  requireSame(await rowCounts(context, schema), unpacked.contents);
  return unpacked;
}

/** A dump of MySQL does not load into MariaDB, nor the other way round. */
function requireProduct({ database }: BackupContext, { database: made }: Manifest): void {
  if (made.product === database.product) return;
  const name = (product: string) => (product === 'mariadb' ? 'MariaDB' : 'MySQL');
  throw new ProvisionError({
    code: 'TT-VERSION-01',
    message: `The backup is of a ${name(made.product)} ${made.version} database, and this server has ${name(database.product)} ${database.version}.`,
  });
}

function requireSame(found: ReadonlyMap<string, number>, { tables, tableNames }: Contents): void {
  const missing = tableNames.filter((name) => !found.has(name));
  const different = tableNames.filter((name) => found.has(name) && found.get(name) !== (tables[name]?.rows ?? 0));
  const extra = [...found.keys()].filter((name) => !tableNames.includes(name));
  if (missing.length + different.length + extra.length === 0) return;
  throw new ProvisionError({
    code: 'TT-BACKUP-05',
    message: 'The restored database does not hold what the backup says.',
    evidence: [
      ...missing.map((name) => `${name} is missing`),
      ...extra.map((name) => `${name} should not be there`),
      ...different.map((name) => `${name} has ${found.get(name)} rows, not ${tables[name]?.rows ?? 0}`),
    ].slice(0, 10),
  });
}

/** Room for a copy of the data in the database's own folder. Rejects with TT-FILE-01 and the numbers. */
export async function requireRoomBeside(contentBytes: number, path = '/var/lib/mysql'): Promise<void> {
  // On another server we cannot see it; what is refused there is refused before the live data is touched.
  if (!existsSync(path)) return;
  const disk = await statfs(path);
  const free = disk.bavail * disk.bsize;
  const reserve = reserveOf(disk.blocks * disk.bsize);
  // Pages are not full and indexes come on top: twice the dump was enough for every data set measured.
  const need = contentBytes * 2;
  if (free - reserve >= need) return;
  throw new ProvisionError({
    code: 'TT-FILE-01',
    message: `Restoring needs about ${megabytes(need)} in ${path} for a copy beside the data in use, and ${megabytes(reserve)} must stay free; ${megabytes(free)} are free.`,
    evidence: [`missing ${megabytes(need + reserve - free)}`],
  });
}
