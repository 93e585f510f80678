import { ProvisionError } from '../model/error.ts';
import { must, type Ops } from '../ops/command.ts';
import { asKeeper, clientOf, type DatabaseServer, query, schemaOf, sqlText } from '../ops/mysql.ts';

/** Rows of each table. */
export type RowCounts = Readonly<Record<string, number>>;

export type Lost = {
  readonly table: string;
  /** Rows that were added or changed since; of a table that keeps no times, only how many more there are now. */
  readonly rows: number;
};

type Table = { readonly schema: string; readonly name: string; readonly since: string | undefined };

/** What the machine does by itself and nobody would miss. */
const unimportant = new Set(['schema_migration', 'session', 'sign_in_name']);

const askTables = (
  schema: string,
) => `SELECT t.table_name, COALESCE(MIN(CASE WHEN c.column_name = 'updated_at' THEN '0updated_at'
   WHEN c.column_name IN ('created_at', 'at') THEN CONCAT('1', c.column_name) END), '')
 FROM information_schema.tables t LEFT JOIN information_schema.columns c
   ON c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.data_type IN ('datetime', 'timestamp')
 WHERE t.table_schema = ${sqlText(schema)} AND t.table_type = 'BASE TABLE' GROUP BY t.table_name ORDER BY t.table_name`;

/** The database's clock, as the times of its rows are written: UTC. */
export async function databaseNow(ops: Ops, server: DatabaseServer): Promise<string> {
  return (await query(ops, server, 'SELECT UTC_TIMESTAMP(3)'))[0]?.[0] ?? '';
}

export async function countRows(ops: Ops, server: DatabaseServer): Promise<RowCounts> {
  const tables = await tablesOf(ops, server);
  if (tables.length === 0) return {};
  const counts = tables.map((table) => `SELECT ${sqlText(table.name)}, COUNT(*) FROM ${tableName(table)}`);
  const rows = await query(ops, server, counts.join(' UNION ALL '));
  return Object.fromEntries(rows.map(([name = '', count = '0']) => [name, Number(count)]));
}

/** What was written since that moment, by table; tables in which nothing was are left out. */
export async function writtenSince(
  ops: Ops,
  server: DatabaseServer,
  { since, before }: { readonly since: string; readonly before: RowCounts },
): Promise<readonly Lost[]> {
  const tables = (await tablesOf(ops, server)).filter(({ name }) => !unimportant.has(name));
  if (tables.length === 0) return [];
  const counts = tables.map(
    (table) => `SELECT ${sqlText(table.name)}, COUNT(*) FROM ${tableName(table)}${whereOf(table, since)}`,
  );
  const rows = await query(ops, server, counts.join(' UNION ALL '));
  return rows.flatMap(([name = '', count = '0']) => {
    const timed = tables.find((one) => one.name === name)?.since !== undefined;
    const written = timed ? Number(count) : Math.max(0, Number(count) - (before[name] ?? 0));
    return written === 0 ? [] : [{ table: name, rows: written }];
  });
}

/** About the bytes of those rows, as the server estimates them. */
export async function writtenBytes(ops: Ops, server: DatabaseServer, written: readonly Lost[]): Promise<number> {
  // MySQL otherwise answers from what it counted up to a day ago.
  const fresh = server.product === 'mysql' ? 'SET SESSION information_schema_stats_expiry = 0; ' : '';
  const asked = `SELECT table_name, avg_row_length, data_length FROM information_schema.tables WHERE table_schema = ${sqlText(schemaOf(server))}`;
  const sizes = new Map((await query(ops, server, `${fresh}${asked}`)).map(([name = '', ...sizes]) => [name, sizes]));
  return written.reduce((sum, { table, rows }) => {
    const [each, all] = (sizes.get(table) ?? []).map(Number);
    // Of a table that it takes for empty it has no average.
    return sum + (each ? each * rows : (all ?? 0));
  }, 0);
}

// One file a table, tab separated with a line of names, which every spreadsheet opens.
const exportTable = `set -eu; umask 077; path=$1; shift
"$@" > "$path.part"
mv -T "$path.part" "$path"`;

/** By these one could sign in as somebody else: they stay on the server. */
const secretColumn = /^(password|pin|code|token)_hash$/;

type Export = {
  readonly since: string;
  readonly lost: readonly Lost[];
  readonly folder: string;
  /** It leaves the server: without what would help to sign in. */
  readonly leaves?: boolean;
};

/** Writes what was written since into the folder, a file for each table. */
export async function exportSince(ops: Ops, server: DatabaseServer, wish: Export): Promise<void> {
  const names = new Set(wish.lost.map(({ table }) => table));
  const options = ['--batch', '--default-character-set=utf8mb4', schemaOf(server)];
  const command = [clientOf(server), ...asKeeper(server), ...options];
  const columns = wish.leaves === true ? await openColumns(ops, server) : undefined;
  for (const table of (await tablesOf(ops, server)).filter(({ name }) => names.has(name))) {
    const path = `${wish.folder}/${table.name}.tsv`;
    await must(ops, ['bash', '-c', exportTable, 'bash', path, ...command], {
      stdin: `SELECT ${columns?.get(table.name)?.map(quoted).join(', ') ?? '*'} FROM ${tableName(table)}${whereOf(table, wish.since)}`,
      what: `Writing ${path}`,
      code: 'TT-DB-01',
      timeoutMs: 1_800_000,
    });
  }
}

/** The columns of each table that may leave the server. */
async function openColumns(ops: Ops, server: DatabaseServer): Promise<ReadonlyMap<string, readonly string[]>> {
  const asked = `SELECT table_name, column_name FROM information_schema.columns
 WHERE table_schema = ${sqlText(schemaOf(server))} ORDER BY table_name, ordinal_position`;
  const columns = new Map<string, string[]>();
  for (const [table = '', column = ''] of await query(ops, server, asked))
    if (!secretColumn.test(column)) columns.set(table, [...(columns.get(table) ?? []), column]);
  return columns;
}

async function tablesOf(ops: Ops, server: DatabaseServer): Promise<readonly Table[]> {
  const schema = schemaOf(server);
  const rows = await query(ops, server, askTables(schema));
  return rows.map(([name = '', column = '']) => ({ schema, name, since: column === '' ? undefined : column.slice(1) }));
}

function whereOf({ since: column }: Table, since: string): string {
  if (column === undefined) return '';
  if (!/^[\d :.-]+$/.test(since))
    throw new ProvisionError({ code: 'TT-BUG-01', message: `${since} is not a moment of the database.` });
  return ` WHERE ${quoted(column)} >= '${since}'`;
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

function tableName({ schema, name }: Table): string {
  return `${schema}.${quoted(name)}`;
}
