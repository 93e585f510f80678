import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from '../../appliance/app.ts';
import { createLog } from '../../appliance/log.ts';
import { closeServices, openServices } from '../../appliance/open-services.ts';
import type { Services } from '../../appliance/services.ts';
import { until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { administrator, cookieOf, injecting, ownPassword, person, school, signIn, type User } from './world.ts';

let stack: Stack;
let services: Services;
let app: App;
let admin: User;
let schoolId: string;

const login = (name: string, password: string, address: string) =>
  injecting(app, address)({ method: 'POST', path: '/api/v1/auth/login', body: { name, password } });

beforeAll(async () => {
  stack = await startStack();
  const log = createLog('test');
  log.level = 'silent';
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  app = await buildApp(services);
  admin = await administrator(stack, injecting(app));
  schoolId = (await school(admin, 'S1')).id;
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

test('the first password only opens the door to choosing another', async () => {
  const body = { schoolId, fullName: 'Wanjiru Njoroge', staffNumber: 'TSC/100', userName: 'wanjiru' };
  const created = await admin.ask({ method: 'POST', path: '/api/v1/people', body });
  const first = created.body.oneTimePassword as string;
  const signedIn = await login('wanjiru', first, '192.0.2.20');
  const cookie = cookieOf(signedIn);
  const ask = injecting(app);
  const refused = await ask({ path: '/api/v1/schemes', headers: { cookie } });
  expect([refused.status, refused.body.code]).toEqual([403, 'password-change-needed']);
  const same = await ask({
    method: 'POST',
    path: '/api/v1/auth/password',
    headers: { cookie },
    body: { currentPassword: first, newPassword: first },
  });
  expect(same.status).toBe(400);
  const changed = await ask({
    method: 'POST',
    path: '/api/v1/auth/password',
    headers: { cookie },
    body: { currentPassword: first, newPassword: ownPassword },
  });
  expect(changed.status).toBe(204);
  expect((await ask({ path: '/api/v1/schemes', headers: { cookie } })).status).toBe(200);
  expect((await login('wanjiru', first, '192.0.2.20')).status).toBe(401);
});

test('staff number and user name both sign in, in any case and with spaces around', async () => {
  for (const name of ['tsc/100', ' TSC/100 ', 'WanJiru', 'ｗanjiru']) {
    expect((await login(name, ownPassword, '192.0.2.21')).status, name).toBe(200);
  }
});

test('one person cannot take the staff number of another as a user name', async () => {
  const body = { schoolId, fullName: 'Somebody Else', userName: 'tsc-100', staffNumber: 'WANJIRU' };
  const answer = await admin.ask({ method: 'POST', path: '/api/v1/people', body });
  expect([answer.status, answer.body.code]).toEqual([409, 'conflict']);
  const left = await stack.db.selectFrom('user').select('id').where('user_name', '=', 'tsc-100').execute();
  expect(left).toEqual([]);
});

test('an unknown name and a wrong password give the same answer, and both are hashed for', async () => {
  const unknown = await login('nobody', 'whatever it is', '192.0.2.22');
  const wrong = await login('wanjiru', 'whatever it is', '192.0.2.22');
  const { requestId: _one, ...first } = unknown.body;
  const { requestId: _two, ...second } = wrong.body;
  expect(first).toEqual(second);
  expect(unknown.status).toBe(401);
});

test('the fifth wrong password from one address is the last, and does not lock the owner out elsewhere', async () => {
  await person(admin, injecting(app, '192.0.2.39'), schoolId, 'guessed');
  for (let guess = 0; guess < 5; guess++) {
    expect((await login('guessed', `guess number ${guess}`, '192.0.2.30')).status).toBe(401);
  }
  for (let guess = 0; guess < 25; guess++) {
    const refused = await login('guessed', ownPassword, '192.0.2.30');
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-attempts']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(60);
  }
  expect((await login('guessed', ownPassword, '192.0.2.31')).status).toBe(200);
});

test('many guesses at once do not slip through', async () => {
  await person(admin, injecting(app, '192.0.2.49'), schoolId, 'hammered');
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => login('hammered', `guess number ${index}`, '192.0.2.40')),
  );
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(25);
});

test('passwords nobody could look at, while the database is away or very many sign in, count for nothing', async () => {
  const { settings } = stack;
  const user = await person(admin, injecting(app, '192.0.2.45'), schoolId, 'patient');
  const away = { ...settings, database: { ...settings.database, socketPath: `${settings.database.socketPath}.away` } };
  const crowded = { ...services, settings: { ...settings, signIn: { concurrency: 0 } } };
  const withoutDatabase = openServices(away, stack.credentials, services.log);
  await until('Redis is there', () => withoutDatabase.cache.status === 'ready');
  const others = [await buildApp(withoutDatabase), await buildApp(crowded)];
  const body = { name: 'patient', password: ownPassword };
  try {
    for (const [index, code] of ['unavailable', 'busy'].entries()) {
      const other = others[index] as App;
      for (let time = 0; time < 6; time++) {
        const answer = await injecting(other, '192.0.2.46')({ method: 'POST', path: '/api/v1/auth/login', body });
        expect([answer.status, answer.body.code]).toEqual([503, code]);
        await expect(other.authentication.confirm(user.id, ownPassword, '192.0.2.46')).rejects.not.toMatchObject({
          code: 'too-many-attempts',
        });
      }
      expect((await login('patient', ownPassword, '192.0.2.46')).status).toBe(200);
      await app.authentication.confirm(user.id, ownPassword, '192.0.2.46');
    }
    const headers = { cookie: cookieOf(await login('patient', ownPassword, '192.0.2.46')) };
    const unlock = (by: App) =>
      injecting(by)({ method: 'POST', path: '/api/v1/auth/unlock', headers, body: { password: ownPassword } });
    await injecting(app)({ method: 'POST', path: '/api/v1/auth/lock', headers });
    for (let time = 0; time < 6; time++) expect((await unlock(others[1] as App)).body.code).toBe('busy');
    expect((await unlock(app)).status, 'the tries of the lock').toBe(204);
  } finally {
    for (const other of others) await other.close();
    await closeServices(withoutDatabase);
  }
});

test('guesses from many addresses are stopped at the name', async () => {
  await person(admin, injecting(app, '192.0.2.59'), schoolId, 'spread');
  const answers = [];
  for (let index = 0; index < 22; index++)
    answers.push((await login('spread', 'a guess', `198.51.100.${index}`)).status);
  expect(answers.filter((status) => status === 401)).toHaveLength(20);
  expect(answers.slice(-2)).toEqual([429, 429]);
});

test('signing out, and ending a session from another device, take effect at once', async () => {
  const here = await signIn(injecting(app, '192.0.2.60'), 'wanjiru', ownPassword);
  const there = await signIn(injecting(app, '192.0.2.60'), 'wanjiru', ownPassword);
  expect((await there.ask({ path: '/api/v1/me' })).status).toBe(200);
  const list = await here.ask({ path: '/api/v1/auth/sessions' });
  expect(list.body.items.filter((one: { current: boolean }) => one.current)).toHaveLength(1);
  const newest = list.body.items.find((one: { current: boolean }) => !one.current);
  expect((await here.ask({ method: 'DELETE', path: `/api/v1/auth/sessions/${newest.id}` })).status).toBe(204);
  expect((await there.ask({ path: '/api/v1/me' })).status).toBe(401);
  expect((await here.ask({ method: 'POST', path: '/api/v1/auth/logout' })).status).toBe(204);
  expect((await here.ask({ path: '/api/v1/me' })).status).toBe(401);
});

test('what one serving process ends or changes, another that knew the session sees at once; while it hears nothing it asks', async () => {
  const others = openServices(stack.settings, stack.credentials, services.log);
  await until('Redis is there', () => others.cache.status === 'ready' && others.subscriber.status === 'ready');
  const other = await buildApp(others);
  try {
    const user = await person(admin, injecting(app, '192.0.2.64'), schoolId, 'known');
    const cookie = cookieOf(await login('known', ownPassword, '192.0.2.64'));
    const there = (path = '/api/v1/me') => injecting(other)({ path, headers: { cookie } });
    expect((await there()).body.fullName).toBe('Person known');
    // What it knows by itself counts, and not what the cache was emptied of.
    await services.cache.flushall();
    await stack.db.updateTable('user').set({ full_name: 'Nobody heard' }).where('id', '=', user.id).execute();
    expect((await there()).body.fullName).toBe('Person known');
    await app.sessions.refresh(user.id);
    expect((await there()).body.fullName).toBe('Nobody heard');
    await stack.db.updateTable('user').set({ full_name: 'Asked again' }).where('id', '=', user.id).execute();
    await services.cache.flushall();
    others.subscriber.disconnect(true);
    await until('it hears nothing', async () => (await there()).body.fullName === 'Asked again');
    await until('it hears again', () => others.subscriber.status === 'ready');
    expect((await there()).status).toBe(200);
    await app.sessions.endAll(user.id);
    expect((await there()).status).toBe(401);
  } finally {
    await other.close();
    await closeServices(others);
  }
});

test('sessions survive an emptied cache, and only hashes of their tokens are stored', async () => {
  const user = await signIn(injecting(app, '192.0.2.61'), 'wanjiru', ownPassword);
  await services.cache.flushall();
  expect((await user.ask({ path: '/api/v1/me' })).body.userName).toBe('wanjiru');
  const cookie = cookieOf(await login('wanjiru', ownPassword, '192.0.2.61')).split('=')[1] ?? '';
  expect(cookie.length).toBeGreaterThan(40);
  const stored = await stack.db.selectFrom('session').select('token_hash').execute();
  expect(JSON.stringify(stored)).not.toContain(cookie);
  expect(await services.cache.keys('*')).not.toContain(cookie);
});

test('a reset password ends the sessions of its owner and must be changed', async () => {
  const user = await person(admin, injecting(app, '192.0.2.62'), schoolId, 'forgetful');
  const reset = await admin.ask({ method: 'POST', path: `/api/v1/people/${user.id}/reset-password` });
  expect(reset.status).toBe(200);
  expect((await user.ask({ path: '/api/v1/me' })).status).toBe(401);
  const again = await login('forgetful', reset.body.oneTimePassword, '192.0.2.62');
  expect(again.body.mustChangePassword).toBe(true);
});

test('a suspended person is out and stays out', async () => {
  const user = await person(admin, injecting(app, '192.0.2.63'), schoolId, 'suspended');
  await stack.db.updateTable('user').set({ status: 'suspended' }).where('id', '=', user.id).execute();
  await app.sessions.refresh(user.id);
  expect((await user.ask({ path: '/api/v1/me' })).status).toBe(401);
  expect((await login('suspended', ownPassword, '192.0.2.63')).status).toBe(401);
});

test('a page of another site cannot act for a signed-in person', async () => {
  const body = { code: 'EVIL', name: 'Evil' };
  const headers = { origin: 'http://evil.test' };
  const answer = await admin.ask({ method: 'POST', path: '/api/v1/schools', headers, body });
  expect([answer.status, answer.body.code]).toEqual([403, 'not-allowed']);
  const own = { origin: 'http://teachtrack.test' };
  const allowed = await admin.ask({
    method: 'POST',
    path: '/api/v1/schools',
    headers: own,
    body: { code: 'OWN', name: 'Own' },
  });
  expect(allowed.status).toBe(201);
});

test('the cookie is kept off plain connections when it was given over HTTPS', async () => {
  const ask = injecting(app, '192.0.2.64');
  const body = { name: 'wanjiru', password: ownPassword };
  const secure = await ask({
    method: 'POST',
    path: '/api/v1/auth/login',
    headers: { 'x-forwarded-proto': 'https' },
    body,
  });
  expect(String(secure.headers['set-cookie'])).toMatch(/HttpOnly; Secure; SameSite=Lax/);
  const plain = await ask({ method: 'POST', path: '/api/v1/auth/login', body });
  expect(String(plain.headers['set-cookie'])).not.toMatch(/Secure/);
});

test('signing in works while the cache is away, and guessing stays limited', async () => {
  await stack.cache.stop();
  try {
    expect((await login('wanjiru', ownPassword, '192.0.2.70')).status).toBe(200);
    const answers = [];
    for (let guess = 0; guess < 6; guess++) answers.push((await login('wanjiru', 'a guess', '192.0.2.71')).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
  } finally {
    await stack.cache.start();
  }
});
