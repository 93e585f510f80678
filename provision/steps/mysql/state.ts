import { type DatabaseServer, query, sqlText } from '../../ops/mysql.ts';
import { passOf } from '../pass.ts';
import type { Reading } from '../readings.ts';

export const databaseName = 'teachtrack';
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

const ask = `
SELECT 'schema', default_collation_name, '' FROM information_schema.schemata WHERE schema_name = ${sqlText(databaseName)};
SELECT 'account', user, max_user_connections, plugin FROM mysql.user WHERE host = 'localhost' AND user LIKE 'teachtrack%';
SELECT 'table', table_name, '' FROM information_schema.tables WHERE table_schema = ${sqlText(databaseName)};
SELECT 'privilege', grantee, privilege_type FROM information_schema.schema_privileges
 WHERE table_schema = ${sqlText(databaseName)} AND grantee LIKE '%teachtrack%';
`;

export function databaseState(context: Reading, server: DatabaseServer): Promise<DatabaseState> {
  return passOf(context).reading('database state', async () => {
    const rows = await query(context, server, ask);
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
