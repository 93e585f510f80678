import { layout } from '../../layout.ts';
import type { Change } from '../../model/change.ts';
import { ProvisionError } from '../../model/error.ts';
import { Secret } from '../../model/secret.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { type DatabaseProduct, type DatabaseServer, opens, query, schemaOf } from '../../ops/mysql.ts';
import type { TuningInput } from '../../tuning/file.ts';
import { databaseUnit } from '../../tuning/paths.ts';
import { inputsOf } from '../inputs.ts';
import { monitorAccount } from '../os/account.ts';
import { passOf } from '../pass.ts';
import { type SecretName, unitOf } from '../readings.ts';
import { checked } from '../satisfied.ts';
import { secretOf } from '../secrets/created.ts';
import { inServersHere } from './here.ts';
import { databaseState } from './state.ts';
import {
  asAdministrator,
  forgetAdministrator,
  hasKeeper,
  isThere,
  newPassword,
  requireAdministrator,
  type ServerThere,
  writeSignIn,
} from './there.ts';

/** An account at `localhost`, which means over the socket, and all it may do. */
export type DatabaseAccount = {
  readonly name: string;
  /** Absent: the operating system vouches for its account of the same name. */
  readonly secret?: SecretName;
  readonly privileges: readonly string[];
  readonly connections: (input: TuningInput) => number;
};

/** What the appliance's processes are: they read and write rows, and can change no table. */
const application: DatabaseAccount = {
  name: 'teachtrack',
  secret: 'database-password',
  privileges: ['CREATE TEMPORARY TABLES', 'DELETE', 'EXECUTE', 'INSERT', 'SELECT', 'UPDATE'],
  connections: ({ budget }) => budget.connections.accountLimit,
};

/** Used while a release is put in place, and by nothing that listens. */
export const migrator: DatabaseAccount & { readonly secret: SecretName } = {
  name: 'teachtrack_migrator',
  secret: 'migrator-password',
  privileges: [
    ...[
      'ALTER',
      'CREATE',
      'CREATE ROUTINE',
      'ALTER ROUTINE',
      'CREATE TEMPORARY TABLES',
      'CREATE VIEW',
      'DELETE',
      'DROP',
    ],
    ...['EXECUTE', 'INDEX', 'INSERT', 'LOCK TABLES', 'REFERENCES', 'SELECT', 'SHOW VIEW', 'TRIGGER', 'UPDATE'],
  ].sort(),
  connections: () => 5,
};

/** Asks the server how it is; sees no row of any table. */
const monitor: DatabaseAccount = { name: monitorAccount, privileges: [], connections: () => 5 };

export const databaseAccounts: readonly DatabaseAccount[] = [application, migrator, monitor];

const vouching = { mariadb: 'unix_socket', mysql: 'auth_socket' } as const;

export const mysqlAccounts: Step = {
  id: 'mysql/accounts',
  title: 'Database accounts with the least rights',
  needs: ['mysql/database', 'secrets/created', 'os/account'],
  seconds: 1,
  keepsData: true,
  async check(context) {
    const input = await inputsOf(context);
    const { database } = input;
    const isUp =
      (await unitOf(context, databaseUnit(database))).activeState === 'active' &&
      (!isThere(database) || (await hasKeeper(context)));
    const changes = await Promise.all(
      databaseAccounts.map((one) => (isUp ? changesOf(context, input, one) : [created(one)])),
    );
    const state = isUp ? await databaseState(context, database) : undefined;
    const receipt = Object.fromEntries(
      databaseAccounts.map(({ name }) => [name, state?.accounts.has(name) ? 'existed' : 'made by us']),
    );
    if (isThere(database) && changes.flat().length > 0) await requireAdministrator(context, 'Changing our accounts');
    return checked(
      changes.flat(),
      receipt,
      databaseAccounts.map(({ name, privileges, secret }) => {
        const key = secret === undefined ? 'the system account of its name' : 'its password';
        return `${name}: ${privileges.length} rights on ${schemaOf(database)}, ${key} opens it`;
      }),
    );
  },
  async apply(context) {
    const input = await inputsOf(context);
    if (isThere(input.database)) return makeAccountsThere(context, input.database, input);
    await withVouching(context, input.database);
    for (const one of databaseAccounts) await query(context, input.database, await statements(context, one, input));
  },
  async undo(context, receipt) {
    if (context.wanted.database !== undefined) return forgetAdministrator(context);
    if (!context.removeData) return;
    const made = Object.keys(receipt).filter((name) => receipt[name] === 'made by us');
    if (made.length === 0) return;
    const users = made.map((name) => `'${name}'@'localhost'`).join(', ');
    await inServersHere(context, 'our accounts', (server) => query(context, server, `DROP USER IF EXISTS ${users}`));
  },
};

function created({ name }: DatabaseAccount): Change {
  return { kind: 'database', what: `account ${name}`, action: 'create' };
}

async function changesOf(context: StepContext, input: TuningInput, one: DatabaseAccount): Promise<readonly Change[]> {
  const { database } = input;
  const state = await databaseState(context, database);
  const most = state.accounts.get(one.name);
  // There it could only tell of itself because it was opened.
  const isOpen = isThere(database)
    ? most !== undefined
    : one.secret === undefined
      ? state.plugins.get(one.name) === vouching[database.product]
      : await opensWithOurs(context, database, { name: one.name, secret: one.secret });
  if (most === undefined || !isOpen) return [created(one)];
  const wanted = one.connections(input);
  const rights = state.privileges.get(one.name) ?? [];
  return [
    ...(most === wanted
      ? []
      : [
          {
            kind: 'setting',
            of: `account ${one.name}`,
            name: 'most connections',
            from: String(most),
            to: String(wanted),
          } as const,
        ]),
    ...(rights.join() === one.privileges.join()
      ? []
      : [
          {
            kind: 'setting',
            of: `account ${one.name}`,
            name: 'rights',
            from: rights.join(', '),
            to: one.privileges.join(', '),
          } as const,
        ]),
  ];
}

/** Whether the password in our secret is the account's. */
function opensWithOurs(
  context: StepContext,
  server: DatabaseServer,
  { name, secret }: { readonly name: string; readonly secret: SecretName },
): Promise<boolean> {
  return passOf(context).reading(`password of ${name}`, async () => {
    const password = await secretOf(context, secret);
    return password !== undefined && opens(context, server, { name, password });
  });
}

async function statements(context: StepContext, one: DatabaseAccount, input: TuningInput): Promise<Secret> {
  const { product } = input.database;
  const who = `'${one.name}'@'localhost'`;
  const how = one.secret === undefined ? vouched(product) : `IDENTIFIED BY '${await passwordOf(context, one.secret)}'`;
  return new Secret(granting(one, who, how, input));
}

function granting(one: DatabaseAccount, who: string, how: string, input: TuningInput): string {
  const rights = one.privileges.join(', ');
  // A name in a grant is a pattern, in which an underscore is any letter.
  const schema = `\`${schemaOf(input.database).replaceAll('_', '\\_')}\``;
  return `
CREATE USER IF NOT EXISTS ${who} ${how};
ALTER USER ${who} ${how} WITH MAX_USER_CONNECTIONS ${one.connections(input)};
GRANT USAGE ON ${schema}.* TO ${who};
REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${who};
${rights === '' ? '' : `GRANT ${rights} ON ${schema}.* TO ${who};`}
`;
}

/** As the administrator, whose sign-in is gone afterwards. */
async function makeAccountsThere(context: StepContext, server: ServerThere, input: TuningInput): Promise<void> {
  const monitorPassword = newPassword();
  for (const one of databaseAccounts) {
    const password = one.secret === undefined ? monitorPassword.reveal() : await passwordOf(context, one.secret);
    const how = `IDENTIFIED BY '${password}'${server.there.tls.kind === 'required' ? ' REQUIRE SSL' : ''}`;
    await asAdministrator(context, server, (at) => granting(one, `'${one.name}'@'${at}'`, how, input));
    if (one.secret === undefined)
      await writeSignIn(context, server, { path: layout.databaseMonitor, name: one.name, password: monitorPassword });
  }
  await forgetAdministrator(context);
}

/** MariaDB always has it; MySQL has it only when somebody asked for it, such as Debian's package. */
async function withVouching(context: StepContext, server: DatabaseServer): Promise<void> {
  if (server.product !== 'mysql') return;
  const ask = "SELECT plugin_status FROM information_schema.plugins WHERE plugin_name = 'auth_socket'";
  const [[status] = []] = await query(context, server, ask);
  if (status !== 'ACTIVE') await query(context, server, "INSTALL PLUGIN auth_socket SONAME 'auth_socket.so'");
}

function vouched(product: DatabaseProduct): string {
  return `IDENTIFIED ${product === 'mariadb' ? 'VIA' : 'WITH'} ${vouching[product]}`;
}

async function passwordOf(context: StepContext, secret: SecretName): Promise<string> {
  const password = (await secretOf(context, secret))?.reveal();
  if (password !== undefined && /^[\w-]+$/.test(password)) return password;
  throw new ProvisionError({ code: 'TT-FILE-03', message: `The secret ${secret} is missing or is not one we made.` });
}
