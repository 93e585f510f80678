import { ProvisionError } from '../model/error.ts';
import { Secret } from '../model/secret.ts';
import type { StepContext } from '../model/step.ts';
import { type DatabaseServer, opens, query } from '../ops/mysql.ts';
import { applianceRunning } from '../steps/appliance/running.ts';
import { inputsOf } from '../steps/inputs.ts';
import { databaseAccounts } from '../steps/mysql/accounts.ts';
import { asAdministrator, forgetAdministrator, isThere, requireAdministrator } from '../steps/mysql/there.ts';
import { passOf } from '../steps/pass.ts';
import { secretPath } from '../steps/readings.ts';
import { checked } from '../steps/satisfied.ts';
import type { Done } from './done.ts';
import { apart, newSecret, readSecret, removeSecret, writeSecret } from './secret-files.ts';
import type { RotationStep } from './step.ts';

/** Those with a password; the others are vouched for by the system. */
const accounts = databaseAccounts.flatMap(({ name, secret }) => {
  if (secret === undefined) return [];
  const path = secretPath(secret);
  return [{ name, path, next: `${path}.next`, old: `${path}.old` }];
});
type Account = (typeof accounts)[number];

const part = 'database';

/**
 * The passwords of the database's accounts, without a moment in which one of the two does not work: the database takes
 * the old and the new one, the processes change over one by one, and only then the old one opens nothing any more.
 */
export function databaseSteps(done: Done): readonly RotationStep[] {
  const finished = { kind: 'satisfied', evidence: ['done before in this run'] } as const;
  return [
    {
      id: 'rotate/database-prepared',
      title: 'New passwords of the database, not in use yet',
      needs: [],
      seconds: 1,
      async check(context) {
        if (done.has(part)) return finished;
        // Told before anything is begun, not in the middle.
        if (isThere(await serverOf(context)))
          await requireAdministrator(context, 'Changing the passwords of our accounts');
        const missing = await Promise.all(
          accounts.map(async (one) => ((await phaseOf(context, one)) === 'before' ? one : undefined)),
        );
        const changes = missing.map(
          (one) => one && ({ kind: 'file', path: one.next, action: 'create', secret: true } as const),
        );
        return checked(changes, { prepared: 'made by us' }, ['new passwords are made']);
      },
      async apply(context) {
        for (const one of accounts)
          if ((await phaseOf(context, one)) === 'before') await writeSecret(context, one.next, new Secret(newSecret()));
      },
      undo: async (context) => {
        for (const one of accounts) await removeSecret(context, one.next);
      },
    },
    {
      id: 'rotate/database-takes-both',
      title: 'The database takes the old and the new password',
      needs: ['rotate/database-prepared'],
      seconds: 1,
      async check(context) {
        if (done.has(part)) return finished;
        const waiting = await Promise.all(
          accounts.map(async (one) => ((await takesNext(context, one)) ? undefined : one)),
        );
        const server = await serverOf(context);
        const isWaiting = waiting.some((one) => one !== undefined);
        if (isThere(server) && isWaiting) await requireAdministrator(context, 'Changing the passwords of our accounts');
        const changes = waiting.map((one) => one && ({ ...change(one), to: 'the old and the new one' } as const));
        return checked(changes, { both: 'ours' }, ['both passwords open the database']);
      },
      async apply(context) {
        const server = await serverOf(context);
        for (const one of accounts)
          if (!(await takesNext(context, one))) await changeAccount(context, server, await both(context, server, one));
      },
      undo: (context) => onlyCurrent(context),
    },
    {
      id: 'rotate/database-switched',
      title: 'API instances and workers sign in with the new password',
      needs: ['rotate/database-takes-both'],
      seconds: 40,
      async check(context) {
        if (done.has(part)) return finished;
        const phases = await Promise.all(accounts.map((one) => phaseOf(context, one)));
        const files = accounts
          .filter((_, at) => phases[at] !== 'switched')
          .map(({ path }) => ({ kind: 'file', path, action: 'replace', secret: true }) as const);
        const running = await applianceRunning.check(context);
        const restarts = running.kind === 'pending' ? running.changes : [];
        return checked([...files, ...restarts], { switched: 'ours' }, [
          'every process was started with the new password',
        ]);
      },
      async apply(context) {
        await apart(context);
        for (const one of accounts) await switchFile(context, one);
        await restarted(context);
      },
      async undo(context) {
        await apart(context);
        for (const { path, old } of accounts) {
          const before = await readSecret(context, old);
          if (before !== undefined) await writeSecret(context, path, before);
        }
        await restarted(context);
        for (const { old } of accounts) await removeSecret(context, old);
      },
    },
    {
      id: 'rotate/database-old-refused',
      title: 'The old password opens nothing any more',
      needs: ['rotate/database-switched'],
      seconds: 1,
      async check() {
        const left = done.has(part) ? [] : accounts;
        return checked(
          left.map((one) => ({ ...change(one), to: 'the new one alone' })),
          {},
          ['only the new passwords open the database'],
        );
      },
      async apply(context) {
        await onlyCurrent(context);
        const server = await serverOf(context);
        for (const one of accounts) {
          const old = await readSecret(context, one.old);
          if (old !== undefined && (await opens(context, server, { name: one.name, password: old })))
            throw new ProvisionError({
              code: 'TT-DB-01',
              message: `The old password of ${one.name} still opens the database.`,
            });
          await removeSecret(context, one.old);
        }
        if (isThere(server)) await forgetAdministrator(context);
        done.add(part);
      },
      undo: async () => {
        throw new ProvisionError({
          code: 'TT-STEP-02',
          message: 'The old password is gone: rotate again instead of going back.',
        });
      },
    },
  ];
}

function change({ name }: Account) {
  return { kind: 'setting', of: `account ${name}`, name: 'opened by', from: 'the old password' } as const;
}

async function phaseOf(
  context: StepContext,
  { path, next, old }: Account,
): Promise<'before' | 'prepared' | 'switched'> {
  const [current, coming, before] = await Promise.all(
    [path, next, old].map(async (one) => (await readSecret(context, one))?.reveal()),
  );
  if (coming !== undefined) return current === coming ? 'switched' : 'prepared';
  // The same one in both places was left by a way back that was cut off.
  return before === undefined || before === current ? 'before' : 'switched';
}

async function takesNext(context: StepContext, one: Account): Promise<boolean> {
  const coming = (await readSecret(context, one.next)) ?? (await readSecret(context, one.path));
  return coming !== undefined && opens(context, await serverOf(context), { name: one.name, password: coming });
}

async function serverOf(context: StepContext): Promise<DatabaseServer> {
  return (await inputsOf(context)).database;
}

/** MariaDB takes a list of ways to sign in, MySQL keeps the password before beside the new one. */
async function both(
  context: StepContext,
  { product }: DatabaseServer,
  { name, path, next }: Account,
): Promise<Changing> {
  const [current, coming] = [await mustRead(context, path), await mustRead(context, next)];
  if (product === 'mysql')
    return (at) => `ALTER USER '${name}'@'${at}' IDENTIFIED BY '${coming}' RETAIN CURRENT PASSWORD`;
  const way = (password: string) => `mysql_native_password USING PASSWORD('${password}')`;
  return (at) => `ALTER USER '${name}'@'${at}' IDENTIFIED VIA ${way(coming)} OR ${way(current)}`;
}

/** A statement, for the address that our accounts are limited to. */
type Changing = (at: string) => string;

/** On another server only its administrator may. */
async function changeAccount(context: StepContext, server: DatabaseServer, sql: Changing): Promise<void> {
  if (isThere(server)) await asAdministrator(context, server, sql);
  else await query(context, server, new Secret(sql('localhost')));
}

/** Whatever the file holds is then the one password. */
async function onlyCurrent(context: StepContext): Promise<void> {
  const server = await serverOf(context);
  for (const { name, path } of accounts) {
    const password = await mustRead(context, path);
    await changeAccount(context, server, (at) => {
      const who = `'${name}'@'${at}'`;
      const forget = server.product === 'mysql' ? `; ALTER USER ${who} DISCARD OLD PASSWORD` : '';
      return `ALTER USER ${who} IDENTIFIED BY '${password}'${forget}`;
    });
  }
  passOf(context).forget();
}

async function mustRead(context: StepContext, path: string): Promise<string> {
  const value = (await readSecret(context, path))?.reveal() ?? '';
  if (/^[\w-]{16,}$/.test(value)) return value;
  throw new ProvisionError({ code: 'TT-FILE-03', message: `The secret ${path} is missing or is not one we made.` });
}

/** The old one is kept until the end, then the new one is in its place; killed anywhere in between, done again. */
async function switchFile(context: StepContext, { path, next, old }: Account): Promise<void> {
  const [current, coming] = [await readSecret(context, path), await readSecret(context, next)];
  if (current === undefined || coming === undefined) return;
  if (current.reveal() !== coming.reveal()) {
    await writeSecret(context, old, current);
    await writeSecret(context, path, coming);
  }
  await removeSecret(context, next);
}

/** One after the other, each only after the one before is healthy again. */
export async function restarted(context: StepContext): Promise<void> {
  passOf(context).forget();
  if ((await applianceRunning.check(context)).kind === 'pending') await applianceRunning.apply(context, {});
  passOf(context).forget();
}
