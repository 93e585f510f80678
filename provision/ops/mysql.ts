import { layout } from '../layout.ts';
import { ProvisionError } from '../model/error.ts';
import { Secret } from '../model/secret.ts';
import type { Argv } from '../model/transport.ts';
import type { DatabaseThere } from '../model/wanted.ts';
import { lastLines, linesOf, type Ops, run, script } from './command.ts';

/** Of the server itself, or of ours that leads to another server: either way it is spoken with here. */
export const databaseSocket = '/run/mysqld/mysqld.sock';

export type DatabaseProduct = 'mariadb' | 'mysql';

/** The database server that is spoken with: decides which program does it, and as whom it signs in. */
export type DatabaseServer = { readonly product: DatabaseProduct; readonly there?: DatabaseThere };

/** Name of our database, with which the names of the copies beside it begin, too. */
export function schemaOf({ there }: Pick<DatabaseServer, 'there'>): string {
  return there?.name ?? 'teachtrack';
}

/** Names of the product's own programs; for another server the distribution's, which speak with both products. */
export function clientOf({ product, there }: DatabaseServer): string {
  return product === 'mariadb' || there !== undefined ? 'mariadb' : 'mysql';
}

/**
 * The first options of every client and dumper that acts for us. Here it is the database's root, where the operating
 * system's root needs no password; on another server an account of ours whose password lies in a file that only root reads.
 */
export function asKeeper({ there }: DatabaseServer): readonly string[] {
  return there === undefined
    ? ['--no-defaults', `--socket=${databaseSocket}`, '--user=root']
    : [`--defaults-file=${layout.databaseKeeper}`];
}

/** Content of an option file: who signs in over our socket, and how the way to the other server is secured. */
export function signInOptions({ tls }: DatabaseThere, { name, password }: Account): Secret {
  const lines = [
    ...['[client]', `socket=${databaseSocket}`, `user="${quoted(name)}"`, `password="${quoted(password.reveal())}"`],
    ...(tls.kind === 'waived' ? ['skip-ssl'] : ['ssl', ...(tls.ca ? [`ssl-ca=${layout.databaseAuthority}`] : [])]),
  ];
  return new Secret(`${lines.join('\n')}\n`);
}

/** In an option file's value: the programs read `\\"` as a quote and two backslashes as one. */
function quoted(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

/** Rows of text columns. NULL comes as `NULL`. */
export type Rows = readonly (readonly string[])[];

/** Runs statements as who may do everything with our data. They travel on standard input. Rejects with TT-DB-01. */
export async function query(ops: Ops, server: DatabaseServer, sql: string | Secret): Promise<Rows> {
  try {
    return await ask(ops, [clientOf(server), ...asKeeper(server)], sql);
  } catch (thrown) {
    const isClosed = thrown instanceof ProvisionError && /\b(1045|1698)\b.*'root'@'localhost'/.test(thrown.message);
    if (!isClosed || server.there !== undefined) throw thrown;
    throw new ProvisionError({
      code: 'TT-DB-01',
      message: `The database server of this machine asks its root for a password. TeachTrack signs in there as the system's root, without one: sign in as you do (${clientOf(server)} -u root -p), run ${openedByTheSystem[server.product]} and try again.`,
      cause: thrown,
    });
  }
}

const openedByTheSystem = {
  mariadb: 'ALTER USER root@localhost IDENTIFIED VIA unix_socket;',
  mysql:
    "INSTALL PLUGIN auth_socket SONAME 'auth_socket.so'; (unless it is there) ALTER USER root@localhost IDENTIFIED WITH auth_socket;",
} as const;

/** The same as the other server's administrator, while an install has that sign-in. */
export function queryAsAdministrator(ops: Ops, server: DatabaseServer, sql: string | Secret): Promise<Rows> {
  return ask(ops, [clientOf(server), `--defaults-file=${layout.databaseAdministrator}`], sql);
}

async function ask(ops: Ops, command: Argv, sql: string | Secret): Promise<Rows> {
  const argv = [...command, '--batch', '--skip-column-names'] as const;
  const result = await run(ops, argv, { stdin: sql, timeoutMs: 120_000 });
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

// A program's standard input may be a socket, which cannot be opened as a file: `cat` makes a pipe of it.
const signIn = 'cat | "$1" --defaults-file=/dev/stdin --socket="$2" --user="$3" --batch -e "SELECT 1"';

export type Account = { readonly name: string; readonly password: Secret };

/** Whether the password is the account's. It travels on standard input, as an option file. */
export async function opens(ops: Ops, server: DatabaseServer, { name, password }: Account): Promise<boolean> {
  const options =
    server.there === undefined
      ? new Secret(`[client]\npassword="${password.reveal()}"\n`)
      : signInOptions(server.there, { name, password });
  const argv = script(signIn, clientOf(server), databaseSocket, name);
  return (await run(ops, argv, { stdin: options })).exitCode === 0;
}

/** All global variables by lower-case name. */
export async function globalVariables(ops: Ops, server: DatabaseServer): Promise<ReadonlyMap<string, string>> {
  const rows = await query(ops, server, 'SHOW GLOBAL VARIABLES');
  return new Map(rows.map(([name = '', value = '']) => [name.toLowerCase(), value]));
}

/** A text as a literal, whatever the sql_mode. */
export function sqlText(value: string): string {
  return `0x${Buffer.from(value, 'utf8').toString('hex')}`;
}
