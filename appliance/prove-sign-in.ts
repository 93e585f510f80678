import { type App, buildApp } from './app.ts';
import { readCredentials, readSettings } from './config.ts';
import type { Database } from './database/connect.ts';
import type { Me } from './features/me/schema.ts';
import { createLog } from './log.ts';
import { closeServices, openServices } from './open-services.ts';
import { type Guests, inviteGuests, removeGuests } from './verify/guests.ts';

type Proof = { readonly ok: boolean; readonly people: number; readonly detail: string };

/**
 * `prove-sign-in`: whether people could work with the database of the settings, which is a restored copy. Everybody who may
 * sign in must have a name and a password that can be checked; and a guest with a known password signs in through the
 * application itself. One line of JSON on stdout, `{"ok","people","detail"}`; exit 0 only when all is well.
 */
async function main(): Promise<Proof> {
  const log = createLog('prove-sign-in');
  log.level = 'silent';
  const services = openServices(readSettings(), readCredentials(), log);
  try {
    const people = await everybody(services.db);
    await removeGuests(services.db);
    const guests = await inviteGuests(services.db);
    const app = await buildApp(services);
    try {
      const seen = await signIn(app, guests.teacher);
      return { ok: true, people, detail: `${people} people can sign in; ${seen}` };
    } finally {
      await app.close();
      await removeGuests(services.db);
    }
  } finally {
    await closeServices(services);
  }
}

/** Gives how many people may sign in. Rejects when one of them could not. */
async function everybody(db: Database): Promise<number> {
  const people = await db
    .selectFrom('user')
    .leftJoin('sign_in_name', 'sign_in_name.user_id', 'user.id')
    .select(['user.id', 'password_hash', ({ fn }) => fn.count<number>('sign_in_name.name').as('names')])
    .where('status', '=', 'active')
    .groupBy(['user.id', 'password_hash'])
    .execute();
  const nameless = people.filter(({ names }) => Number(names) === 0).length;
  const odd = people.filter(({ password_hash }) => !password_hash.startsWith('$argon2id$v=19$')).length;
  if (nameless > 0) throw new Error(`${nameless} people have no name to sign in with`);
  if (odd > 0) throw new Error(`the passwords of ${odd} people cannot be checked`);
  return people.length;
}

async function signIn(app: App, { userName: name, password }: Guests['teacher']): Promise<string> {
  const login = (given: string) =>
    app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { name, password: given } });
  const right = await login(password);
  if (right.statusCode !== 200) throw new Error(`signing in was answered with ${right.statusCode}`);
  const cookie = right.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  const me = await app.inject({ method: 'GET', url: '/api/v1/me', headers: { cookie } });
  await app.inject({ method: 'POST', url: '/api/v1/auth/logout', headers: { cookie } });
  if (me.statusCode !== 200 || me.json<Me>().userName !== name)
    throw new Error(`the signed-in person was answered with ${me.statusCode}`);
  const wrong = await login(`${password}-wrong`);
  if (wrong.statusCode !== 401) throw new Error(`a wrong password was answered with ${wrong.statusCode}`);
  return 'a guest signed in with the right password and not with a wrong one';
}

main()
  .catch((error: unknown): Proof => {
    return { ok: false, people: 0, detail: error instanceof Error ? error.message : String(error) };
  })
  .then((proof) => {
    process.stdout.write(`${JSON.stringify(proof)}\n`);
    process.exitCode = proof.ok ? 0 : 1;
  });
