import { randomBytes } from 'node:crypto';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import { Secret } from '../../model/secret.ts';
import type { StepContext } from '../../model/step.ts';
import type { DatabaseThere } from '../../model/wanted.ts';
import { must, type Ops, run } from '../../ops/command.ts';
import { type DatabaseServer, queryAsAdministrator, type Rows, schemaOf, signInOptions } from '../../ops/mysql.ts';
import type { Reading } from '../readings.ts';

/** A database server that is not ours: who wants anything of it that only its administrator may is told so. */
export type ServerThere = DatabaseServer & { readonly there: DatabaseThere };

export function isThere(server: DatabaseServer): server is ServerThere {
  return server.there !== undefined;
}

/** Keeps our data there: may do everything with it and with copies of it beside, and nothing with anything else. */
export const keeper = 'teachtrack_keeper';

/** Whether our own sign-in is there. */
export async function hasKeeper({ transport }: Pick<Reading, 'transport'>): Promise<boolean> {
  return (await transport.readFile(layout.databaseKeeper, { asRoot: true })) !== undefined;
}

/** Rejects with TT-ANSWERS-01 when the administrator's sign-in is needed and was not given. */
export async function requireAdministrator({ transport }: Pick<Reading, 'transport'>, why: string): Promise<void> {
  if ((await transport.readFile(layout.databaseAdministrator, { asRoot: true })) !== undefined) return;
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `${why} takes the sign-in of the database server's administrator, which is never kept: give it again with this run.`,
  });
}

/** Runs statements as the administrator; `sql` is given the address of this server as the database sees it. */
export async function asAdministrator(ops: Ops, server: ServerThere, sql: (at: string) => string): Promise<Rows> {
  const [[at = ''] = []] = await queryAsAdministrator(ops, server, "SELECT SUBSTRING_INDEX(USER(), '@', -1)");
  if (!/^[\w.:-]{1,255}$/.test(at))
    throw new ProvisionError({
      code: 'TT-DB-01',
      message: 'The database does not say from where it sees this server.',
    });
  return queryAsAdministrator(ops, server, new Secret(sql(at)));
}

export async function forgetAdministrator(ops: Ops): Promise<void> {
  const argv = ['rm', '-f', '--', layout.databaseAdministrator] as const;
  await must(ops, argv, { what: 'Removing the sign-in of the database server’s administrator' });
}

/** A password that nobody needs to know: it is in the database and in this file. */
export function newPassword(): Secret {
  return new Secret(randomBytes(32).toString('base64url'));
}

type SignIn = { readonly path: string; readonly name: string; readonly password: Secret };

export async function writeSignIn(context: StepContext, { there }: ServerThere, signIn: SignIn): Promise<void> {
  const closed = { mode: 0o600, owner: 'root', group: 'root', asRoot: true } as const;
  await context.transport.writeFile(signIn.path, signInOptions(there, signIn).reveal(), closed);
}

/** Makes the database and who keeps it, as the administrator. Harmless when done before. */
export async function makeThere(context: StepContext, server: ServerThere, charset: string): Promise<void> {
  const password = newPassword();
  const name = schemaOf(server);
  const ours = [name, `${name}_%`].map((one) => one.replaceAll('_', '\\_'));
  await asAdministrator(
    context,
    server,
    (at) => `
CREATE DATABASE IF NOT EXISTS ${name} ${charset}; ALTER DATABASE ${name} ${charset};
CREATE USER IF NOT EXISTS '${keeper}'@'${at}' IDENTIFIED BY '${password.reveal()}';
ALTER USER '${keeper}'@'${at}' IDENTIFIED BY '${password.reveal()}';
${ours.map((one) => `GRANT ALL PRIVILEGES ON \`${one}\`.* TO '${keeper}'@'${at}' WITH GRANT OPTION;`).join('\n')}`,
  );
  await writeSignIn(context, server, { path: layout.databaseKeeper, name: keeper, password });
}

/**
 * Whether the administrator sees a database of our name, one whose name begins with ours, or another TeachTrack's with whose
 * name ours begins: who keeps the one could reach the other.
 */
export async function isTaken(context: StepContext, server: ServerThere): Promise<boolean> {
  const name = schemaOf(server);
  const begins = (longer: string, shorter: string) =>
    `LEFT(${longer}, CHAR_LENGTH(${shorter}) + 1) = CONCAT(${shorter}, '_')`;
  const isTeachtracks = `EXISTS (SELECT 1 FROM information_schema.tables t WHERE t.table_schema = s.schema_name AND t.table_name = 'schema_migration')`;
  const ask = `SELECT COUNT(*) FROM information_schema.schemata s WHERE s.schema_name = '${name}'
 OR ${begins('s.schema_name', `'${name}'`)} OR (${begins(`'${name}'`, 's.schema_name')} AND ${isTeachtracks})`;
  return (await queryAsAdministrator(context, server, ask))[0]?.[0] !== '0';
}

export type AccountSays = { readonly most: number; readonly privileges: readonly string[] };

// A name with an underscore stands there as the pattern it was given for.
const ask = (schema: string) => `SELECT 'most', @@max_user_connections;
SELECT 'may', privilege_type FROM information_schema.schema_privileges WHERE REPLACE(table_schema, '\\\\', '') = '${schema}';`;

/**
 * What an account of ours is, told by itself: nobody else of ours may look at the accounts of that server. Undefined when
 * its password does not open it.
 */
export async function accountSays(
  context: Reading,
  server: ServerThere,
  options: Secret,
): Promise<AccountSays | undefined> {
  const told = ['sh', '-c', signedIn, 'sh', ask(schemaOf(server))] as const;
  const { exitCode, stdout } = await run(context, told, { stdin: options });
  if (exitCode !== 0) return undefined;
  const rows = stdout.split('\n').map((row) => row.split('\t'));
  const of = (kind: string) => rows.flatMap(([tag, value = '']) => (tag === kind ? [value] : []));
  return { most: Number(of('most')[0] ?? 0), privileges: of('may').sort() };
}

// The questions are constants of ours; the sign-in travels on standard input.
const signedIn = 'cat | mariadb --defaults-file=/dev/stdin --batch --skip-column-names -e "$1"';
