import { ProvisionError } from '../model/error.ts';
import { must, type Ops, run } from '../ops/command.ts';
import { dumperOf, dumpOptions, loadOptions, schemaBytes } from '../ops/dump.ts';
import { asKeeper, clientOf, type DatabaseServer, query, schemaOf } from '../ops/mysql.ts';
import { collation } from '../steps/mysql/state.ts';

export type Dump = {
  /** File name in the folder. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
};

const dumpFile = 'database.sql.gz';

// Niced: teachers work on meanwhile. Named when it is whole and on the disk; the checksum is of what was written.
const dump = `set -euo pipefail
cd "$1"; file=$2; shift 2
rm -f "$file" "$file.part"
nice -n 10 ionice -c 3 "$@" | nice -n 10 gzip -1 > "$file.part"
gzip -dc "$file.part" | tail -c 200 | grep -q 'Dump completed'
sync "$file.part"
mv -T "$file.part" "$file"
sync -f .
printf '%s %s\\n' "$(stat -c %s "$file")" "$(sha256sum "$file" | cut -c1-64)"`;

/** A consistent copy of the whole database into the folder, without stopping anybody's work. Rejects with TT-DB-01. */
export async function dumpDatabase(ops: Ops, server: DatabaseServer, folder: string): Promise<Dump> {
  const command = [dumperOf(server), ...asKeeper(server), ...dumpOptions(server), schemaOf(server)];
  const { stdout } = await must(ops, ['bash', '-c', dump, 'bash', folder, dumpFile, ...command], {
    what: 'Copying the database',
    code: 'TT-DB-01',
    timeoutMs: 3_600_000,
  });
  const [bytes = '', sha256 = ''] = stdout.trim().split(' ');
  return { file: dumpFile, bytes: Number(bytes), sha256 };
}

const load = `set -euo pipefail
path=$1; shift
gzip -dc "$path" | "$@"`;

/**
 * Puts the database back as it was, tables that came later gone. Nobody may be using it. Started again after a kill it
 * begins anew and comes to the same end. Rejects with TT-DB-01, and with TT-FILE-03 when the copy is not the one made.
 */
export async function loadDatabase(
  ops: Ops,
  server: DatabaseServer,
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
  const name = schemaOf(server);
  await query(ops, server, `DROP DATABASE IF EXISTS ${name}; CREATE DATABASE ${name} ${character};`);
  const command = [clientOf(server), ...asKeeper(server), ...loadOptions(server), name];
  await must(ops, ['bash', '-c', load, 'bash', path, ...command], {
    what: 'Putting the database back',
    code: 'TT-DB-01',
    timeoutMs: 3_600_000,
  });
}

/** Estimated bytes of a dump, from what the tables take; a dump packed by gzip is a fraction of it. */
export function databaseBytes(ops: Ops, server: DatabaseServer): Promise<number> {
  return schemaBytes(ops, server, schemaOf(server));
}
