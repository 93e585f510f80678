import { layout } from '../../layout.ts';
import { Secret } from '../../model/secret.ts';
import { type DatabaseServer, query, schemaOf, signInOptions, sqlText } from '../../ops/mysql.ts';
import { monitorAccount } from '../os/account.ts';
import { passOf } from '../pass.ts';
import type { Reading } from '../readings.ts';
import { secretOf } from '../secrets/created.ts';
import { accountSays, hasKeeper, isThere, type ServerThere } from './there.ts';

export const collation = 'utf8mb4_unicode_ci';

/** What the database server says of our database and accounts. */
export type DatabaseState = {
  /** Default collation of the database; undefined when there is none. */
  readonly collation: string | undefined;
  /** Accounts at `localhost` by name, with their most connections. */
  readonly accounts: ReadonlyMap<string, number>;
  /** How each account proves itself. */
  readonly plugins: ReadonlyMap<string, string>;
  /** Privileges on our database by account, sorted. */
  readonly privileges: ReadonlyMap<string, readonly string[]>;
  readonly tables: ReadonlySet<string>;
};

const ask = (schema: string) => `
SELECT 'schema', default_collation_name, '' FROM information_schema.schemata WHERE schema_name = ${sqlText(schema)};
SELECT 'account', user, max_user_connections, plugin FROM mysql.user WHERE host = 'localhost' AND user LIKE 'teachtrack%';
SELECT 'table', table_name, '' FROM information_schema.tables WHERE table_schema = ${sqlText(schema)};
SELECT 'privilege', grantee, privilege_type FROM information_schema.schema_privileges
 WHERE table_schema = ${sqlText(schema)} AND grantee LIKE '%teachtrack%';
`;

const askThere = (schema: string) => `
SELECT 'schema', default_collation_name FROM information_schema.schemata WHERE schema_name = ${sqlText(schema)};
SELECT 'table', table_name FROM information_schema.tables WHERE table_schema = ${sqlText(schema)};
`;

/** On a server that is not ours each account tells of itself. */
async function stateThere(context: Reading, server: ServerThere): Promise<DatabaseState> {
  const rows = await query(context, server, askThere(schemaOf(server)));
  const of = (tag: string) => rows.flatMap(([kind, value = '']) => (kind === tag ? [value] : []));
  const said = await Promise.all(
    Object.entries(secretsThere).map(async ([name, secret]) => {
      const password = await secretOf(context, secret);
      const options = password && signInOptions(server.there, { name, password });
      return { name, says: options && (await accountSays(context, server, options)) };
    }),
  );
  const monitor = await context.transport.readFile(layout.databaseMonitor, { asRoot: true });
  if (monitor !== undefined) {
    const says = await accountSays(context, server, new Secret(Buffer.from(monitor).toString('utf8')));
    said.push({ name: monitorAccount, says });
  }
  const known = said.flatMap(({ name, says }) => (says === undefined ? [] : [{ name, ...says }]));
  return {
    collation: of('schema')[0],
    tables: new Set(of('table')),
    accounts: new Map(known.map(({ name, most }) => [name, most])),
    plugins: new Map(),
    privileges: new Map(known.map(({ name, privileges }) => [name, privileges])),
  };
}

const nothing: DatabaseState = {
  ...{ collation: undefined, accounts: new Map(), plugins: new Map(), privileges: new Map(), tables: new Set() },
};

const secretsThere = { teachtrack: 'database-password', teachtrack_migrator: 'migrator-password' } as const;

export function databaseState(context: Reading, server: DatabaseServer): Promise<DatabaseState> {
  return passOf(context).reading('database state', async () => {
    // Before an install has made who keeps our data there, nobody could be asked, and nothing of ours is there.
    if (isThere(server)) return (await hasKeeper(context)) ? stateThere(context, server) : nothing;
    const rows = await query(context, server, ask(schemaOf(server)));
    const of = (tag: string) => rows.filter(([kind]) => kind === tag);
    const grants = of('privilege').map(
      ([, grantee = '', privilege = '']) => [/^'(.*)'@'localhost'$/.exec(grantee)?.[1] ?? grantee, privilege] as const,
    );
    return {
      collation: of('schema')[0]?.[1],
      tables: new Set(of('table').map(([, name = '']) => name)),
      accounts: new Map(of('account').map(([, name = '', most = '0']) => [name, Number(most)])),
      plugins: new Map(of('account').map(([, name = '', , plugin = '']) => [name, plugin])),
      privileges: new Map(
        [...Map.groupBy(grants, ([name]) => name)].map(([name, all]) => [name, all.map(([, one]) => one).sort()]),
      ),
    };
  });
}
