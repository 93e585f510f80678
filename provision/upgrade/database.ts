import { ProvisionError } from '../model/error.ts';
import { must, type Ops, run } from '../ops/command.ts';
import { type DatabaseProduct, databaseSocket, query, sqlText } from '../ops/mysql.ts';
import { collation, databaseName } from '../steps/mysql/state.ts';

export type Dump = {
  /** File name in the folder. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
};

const dumpFile = 'database.sql.gz';

// Niced: teachers work on meanwhile. Named when it is whole and on the disk; the checksum is of what was written.
const dump = `set -euo pipefail
cd "$2"
rm -f "$3" "$3.part"
nice -n 10 ionice -c 3 "$1" --no-defaults --socket="$4" --user=root --single-transaction --quick --routines --triggers \\
  --hex-blob --default-character-set=utf8mb4 "$5" | nice -n 10 gzip -1 > "$3.part"
gzip -dc "$3.part" | tail -c 200 | grep -q 'Dump completed'
sync "$3.part"
mv -T "$3.part" "$3"
sync -f .
printf '%s %s\\n' "$(stat -c %s "$3")" "$(sha256sum "$3" | cut -c1-64)"`;

/** A consistent copy of the whole database into the folder, without stopping anybody's work. Rejects with TT-DB-01. */
export async function dumpDatabase(ops: Ops, product: DatabaseProduct, folder: string): Promise<Dump> {
  const program = product === 'mariadb' ? 'mariadb-dump' : 'mysqldump';
  const { stdout } = await must(
    ops,
    ['bash', '-c', dump, 'bash', program, folder, dumpFile, databaseSocket, databaseName],
    { what: 'Copying the database', code: 'TT-DB-01', timeoutMs: 3_600_000 },
  );
  const [bytes = '', sha256 = ''] = stdout.trim().split(' ');
  return { file: dumpFile, bytes: Number(bytes), sha256 };
}

const load = `set -euo pipefail
gzip -dc "$2" | "$1" --no-defaults --socket="$3" --user=root --default-character-set=utf8mb4 "$4"`;

/**
 * Puts the database back as it was, tables that came later gone. Nobody may be using it. Started again after a kill it
 * begins anew and comes to the same end. Rejects with TT-DB-01, and with TT-FILE-03 when the copy is not the one made.
 */
export async function loadDatabase(
  ops: Ops,
  product: DatabaseProduct,
  { folder, file, sha256 }: Dump & { readonly folder: string },
): Promise<void> {
  const path = `${folder}/${file}`;
  const { stdout } = await run(ops, ['sha256sum', '--', path], { timeoutMs: 600_000 });
  if (stdout.slice(0, 64) !== sha256)
    throw new ProvisionError({
      code: 'TT-FILE-03',
      message: `${path} is missing or is not the copy that was made. The database was left as it is.`,
    });
  const character = `CHARACTER SET utf8mb4 COLLATE ${collation}`;
  await query(ops, product, `DROP DATABASE IF EXISTS ${databaseName}; CREATE DATABASE ${databaseName} ${character};`);
  await must(
    ops,
    ['bash', '-c', load, 'bash', product === 'mariadb' ? 'mariadb' : 'mysql', path, databaseSocket, databaseName],
    { what: 'Putting the database back', code: 'TT-DB-01', timeoutMs: 3_600_000 },
  );
}

/** Estimated bytes of a dump, from what the tables take; a dump packed by gzip is a fraction of it. */
export async function databaseBytes(ops: Ops, product: DatabaseProduct): Promise<number> {
  const ask = `SELECT COALESCE(SUM(data_length), 0) FROM information_schema.tables WHERE table_schema = ${sqlText(databaseName)}`;
  return Number((await query(ops, product, ask))[0]?.[0] ?? 0);
}
