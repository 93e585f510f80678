import { ProvisionError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';
import type { BackupContext } from './context.ts';
import { withCopy } from './copies.ts';
import { ask, dump, liveSchema, migrationOf } from './database.ts';
import { DumpScan } from './dump-scan.ts';
import { damaged } from './format/container.ts';
import { restoreBeside } from './side.ts';
import type { Unpacked } from './unpack.ts';

export type DrillWish = {
  readonly file: string;
  readonly key: Secret;
  /** Signs somebody in to the restored copy. */
  readonly signIn: (schema: string) => Promise<{ readonly ok: boolean; readonly detail: string }>;
  readonly onProgress: (readBytes: number) => void;
};

export type Proven = Unpacked & { readonly rows: number; readonly signIn: string };

/**
 * Restores a backup into a schema of its own as a proof: every row is counted, every table read out again and compared with
 * what was backed up, and somebody signs in. Rejects with TT-BACKUP-01 and the file's name when the backup is damaged,
 * with TT-BACKUP-05 when it is whole and yet does not give back what it should, and with TT-FILE-01 when there is no room.
 */
export function drill(context: BackupContext, { file, key, signIn, onProgress }: DrillWish): Promise<Proven> {
  return withCopy(context, 'drill', async (schema) => {
    const unpacked = await restoreBeside(context, { file, key, schema, onProgress });
    const rows = Object.values(unpacked.contents.tables).reduce((sum, one) => sum + one.rows, 0);
    context.say(`${rows} rows of ${unpacked.contents.tableNames.length} tables are restored; reading them out again.`);
    await requireSameRows(context, { file, schema }, unpacked);
    // The application of this release knows the tables of its own release alone.
    if (unpacked.header.schema !== (await migrationOf(context, liveSchema(context))))
      return { ...unpacked, rows, signIn: 'not tried: the tables are of an earlier version' };
    context.say('Signing in to the restored copy.');
    await lettingIn(context, schema, async () => {
      const proof = await signIn(schema);
      if (!proof.ok)
        throw new ProvisionError({
          code: 'TT-BACKUP-05',
          message: `The backup ${file} can be restored, but nobody could sign in: ${proof.detail}.`,
        });
      context.say(proof.detail);
    });
    return { ...unpacked, rows, signIn: 'worked' };
  });
}

type Copy = { readonly file: string; readonly schema: string };

async function requireSameRows(
  context: BackupContext,
  { file, schema }: Copy,
  { contents, manifest }: Unpacked,
): Promise<void> {
  // Another version of the dump program may write the same values in other letters.
  if (manifest.database.version !== context.database.version) return;
  const scan = new DumpScan();
  for await (const piece of dump(context, schema)) scan.push(piece);
  const found = scan.sums();
  const different = Object.entries(contents.tables).filter(([name, { sha256 }]) => found.get(name)?.sha256 !== sha256);
  if (different.length === 0) return;
  throw damaged(file, `restored, the table ${different[0]?.[0]} has not the rows that were backed up`);
}

/** The application's account may use the schema for as long as the work takes. */
async function lettingIn(context: BackupContext, name: string, work: () => Promise<void>): Promise<void> {
  // Ours are all at one address: this server's, as the database sees it.
  const [[at = 'localhost'] = []] = await ask(context, "SELECT SUBSTRING_INDEX(CURRENT_USER(), '@', -1)");
  const account = `'teachtrack'@'${at}'`;
  // There we hand on what we may do with copies, which are named by a pattern: only the exact name lies within it.
  const schema = context.database.there === undefined ? name : `\`${name.replaceAll('_', '\\_')}\``;
  await ask(context, `GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.* TO ${account}`);
  try {
    await work();
  } finally {
    await ask(context, `REVOKE ALL PRIVILEGES ON ${schema}.* FROM ${account}`);
  }
}
