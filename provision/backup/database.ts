import type { Argv } from '../model/transport.ts';
import type { copiesBeside } from '../ops/data-directory.ts';
import { dumperOf, dumpOptions, loadOptions, schemaBytes } from '../ops/dump.ts';
import { asKeeper, clientOf, query, schemaOf, sqlText } from '../ops/mysql.ts';
import type { BackupContext } from './context.ts';
import { feed, outputOf } from './process.ts';

/** The appliance's own schema. */
export function liveSchema({ database }: BackupContext): string {
  return schemaOf(database);
}

/** What a schema beside the live one is for. */
type Beside = (typeof copiesBeside)[number];

export function schemaBeside(context: BackupContext, what: Beside): string {
  return `${liveSchema(context)}_${what}`;
}

/*
 * A dump in one transaction, by the distribution's own program, and not a physical copy: nobody waits for it, it can be
 * read into a schema beside the live one (restore, drill, one school), it fits a later version of the server, and it needs
 * no package more. A physical copy would restore faster only from sizes on that no district reaches.
 */
function dumpArgv({ database }: BackupContext, schema: string): Argv {
  return [
    dumperOf(database),
    ...asKeeper(database),
    ...dumpOptions(database),
    ...['--order-by-primary', '--no-autocommit', '--skip-dump-date'],
    schema,
  ];
}

/** The whole schema as SQL, as it was at one moment. */
export function dump(context: BackupContext, schema: string): AsyncGenerator<Buffer> {
  return outputOf(context, { argv: dumpArgv(context, schema), what: `Reading out the database ${schema}` });
}

/** Carries out SQL in a schema, as the database's root. */
export function load(context: BackupContext, schema: string, statements: AsyncIterable<Uint8Array>): Promise<void> {
  const argv: Argv = [
    clientOf(context.database),
    ...asKeeper(context.database),
    ...loadOptions(context.database),
    `--database=${schema}`,
  ];
  return feed(context, { argv, what: `Writing the database ${schema}` }, statements);
}

export function ask(context: BackupContext, sql: string): Promise<readonly (readonly string[])[]> {
  return query(context, context.database, sql);
}

export async function schemaExists(context: BackupContext, schema: string): Promise<boolean> {
  const rows = await ask(
    context,
    `SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = ${sqlText(schema)}`,
  );
  return rows[0]?.[0] !== '0';
}

/** An empty schema of this name; what was there is gone. Never the live one. */
export async function freshSchema(context: BackupContext, schema: string): Promise<void> {
  await dropSchema(context, schema);
  await ask(context, `CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
}

export async function dropSchema(context: BackupContext, schema: string): Promise<void> {
  const isBeside = schema.startsWith(`${liveSchema(context)}_`) && /^[a-z0-9_]+$/.test(schema);
  if (!isBeside) throw new Error(`${schema} is not ours to drop`);
  await ask(context, `DROP DATABASE IF EXISTS ${schema}`);
}

export async function tablesOf(context: BackupContext, schema: string): Promise<readonly string[]> {
  const rows = await ask(
    context,
    `SELECT table_name FROM information_schema.tables WHERE table_schema = ${sqlText(schema)} AND table_type = 'BASE TABLE' ORDER BY table_name`,
  );
  return rows.map(([name = '']) => name);
}

/** Rows of every table, counted. */
export async function rowCounts(context: BackupContext, schema: string): Promise<ReadonlyMap<string, number>> {
  const tables = await tablesOf(context, schema);
  if (tables.length === 0) return new Map();
  const one = (table: string) => `SELECT ${sqlText(table)}, COUNT(*) FROM ${schema}.\`${table}\``;
  const rows = await ask(context, tables.map(one).join(' UNION ALL '));
  return new Map(rows.map(([name = '', count = '']) => [name, Number(count)]));
}

/** Newest migration that was carried out; empty when there is none. */
export async function migrationOf(context: BackupContext, schema: string): Promise<string> {
  if (!(await tablesOf(context, schema)).includes('schema_migration')) return '';
  const rows = await ask(context, `SELECT MAX(migration) FROM ${schema}.schema_migration WHERE done_at IS NOT NULL`);
  const newest = rows[0]?.[0] ?? 'NULL';
  return newest === 'NULL' ? '' : newest;
}

/** Bytes of the schema's data, as the server estimates them. */
export function dataBytes(context: BackupContext, schema: string): Promise<number> {
  return schemaBytes(context, context.database, schema);
}
