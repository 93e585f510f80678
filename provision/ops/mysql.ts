import { ProvisionError } from '../model/error.ts';
import { Secret } from '../model/secret.ts';
import { lastLines, linesOf, type Ops, run } from './command.ts';

export const databaseSocket = '/run/mysqld/mysqld.sock';

export type DatabaseProduct = 'mariadb' | 'mysql';

/** Rows of text columns. NULL comes as `NULL`. */
export type Rows = readonly (readonly string[])[];

/**
 * Runs statements as the database's root over its socket, where the operating system's root needs no password.
 * They travel on standard input. Rejects with TT-DB-01.
 */
export async function query(ops: Ops, product: DatabaseProduct, sql: string | Secret): Promise<Rows> {
  const client = product === 'mariadb' ? 'mariadb' : 'mysql';
  const result = await run(
    ops,
    [client, '--no-defaults', `--socket=${databaseSocket}`, '--user=root', '--batch', '--skip-column-names'],
    { stdin: sql, timeoutMs: 120_000 },
  );
  if (result.exitCode !== 0) {
    const said = lastLines(result.stderr, 3);
    throw new ProvisionError({
      code: 'TT-DB-01',
      message: `The database refused: ${said.at(-1) ?? 'no answer'}`,
      evidence: sql instanceof Secret ? [] : said,
    });
  }
  return linesOf(result.stdout).map((line) => line.split('\t').map(unescaped));
}

/** The client writes tab, newline, NUL and backslash of values as two characters in batch output. */
function unescaped(text: string): string {
  return text.replace(
    /\\([tn0\\])/g,
    (_, letter: string) => ({ t: '\t', n: '\n', '0': '\0', '\\': '\\' })[letter] ?? '',
  );
}

/** All global variables by lower-case name. */
export async function globalVariables(ops: Ops, product: DatabaseProduct): Promise<ReadonlyMap<string, string>> {
  const rows = await query(ops, product, 'SHOW GLOBAL VARIABLES');
  return new Map(rows.map(([name = '', value = '']) => [name.toLowerCase(), value]));
}

/** A text as a literal, whatever the sql_mode. */
export function sqlText(value: string): string {
  return `0x${Buffer.from(value, 'utf8').toString('hex')}`;
}
