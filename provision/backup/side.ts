import { ProvisionError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';
import type { Contents, Manifest } from './contents.ts';
import type { BackupContext } from './context.ts';
import { freshSchema, load, rowCounts } from './database.ts';
import type { ReadEntry } from './format/tar.ts';
import { dumpBytesOf, requireRoomBeside, requireRoomLeft, whileRoom } from './room-beside.ts';
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
 * `unpack`, with TT-FILE-01 before the first row when there is no room for it, and with TT-BACKUP-05 when the schema does not
 * hold what the backup says; nothing of the live data is touched.
 */
export async function restoreBeside(context: BackupContext, side: Side): Promise<Unpacked> {
  const { file, key, schema, onManifest, onSetting, onDocument, onProgress } = side;
  await freshSchema(context, schema);
  const unpacked = await unpack(file, key, {
    async onManifest(manifest) {
      requireProduct(context, manifest);
      await onManifest?.(manifest);
      await requireRoomBeside(context, await dumpBytesOf(context, file));
    },
    onDump: (statements) =>
      load(
        context,
        schema,
        whileRoom(statements, () => requireRoomLeft(context)),
      ),
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
