import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from '../../appliance/app.ts';
import { firstIdOf, newId } from '../../appliance/ids.ts';
import { createLog } from '../../appliance/log.ts';
import { closeServices, openServices } from '../../appliance/open-services.ts';
import type { Services } from '../../appliance/services.ts';
import { runJob } from '../../appliance/workers/run-job.ts';
import { tidy } from '../../appliance/workers/tidy.ts';
import { until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { type Answer, administrator, cookieOf, injecting, person, type Request, school, type User } from './world.ts';

let stack: Stack;
let services: Services;
let app: App;
let ict: User;
let hod: User;
let teacher: User;

beforeAll(async () => {
  stack = await startStack();
  const log = createLog('test');
  log.level = 'silent';
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  app = await buildApp(services);
  const ask = injecting(app);
  const admin = await administrator(stack, ask);
  const schoolId = (await school(admin, 'HILL')).id;
  ict = await person(admin, ask, schoolId, 'ict', 'school-ict-admin');
  const { body } = await post(ict, '/departments', { schoolId, name: 'Languages' });
  hod = await person(ict, ask, schoolId, 'hod', 'head-of-department', body.id);
  teacher = await person(ict, ask, schoolId, 'amina');
  const inDepartment = { department_id: body.id };
  await stack.db.updateTable('membership').set(inDepartment).where('user_id', '=', teacher.id).execute();
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

const post = (by: User, path: string, body?: unknown): Promise<Answer> =>
  by.ask({ method: 'POST', path: `/api/v1${path}`, ...(body === undefined ? {} : { body }) });
const anybody = (path: string, body: unknown, address: string): Promise<Answer> =>
  injecting(app, address)({ method: 'POST', path: `/api/v1${path}`, body });
const outcome = ({ status, body }: Answer) => [status, body?.code];
const newPassword = 'river candle goat';
const recover = (code: string, address: string, name = 'amina', more = {}) =>
  anybody('/auth/recover', { name, code, newPassword, ...more }, address);
const signedIn = (cookie: string) => (request: Request) =>
  injecting(app)({ ...request, headers: { cookie, ...request.headers } });

test('a code from the head of department opens the account once, for a password of one’s own', async () => {
  const given = await post(hod, `/people/${teacher.id}/reset-code`);
  expect([given.status, given.body.fullName]).toEqual([200, 'Person amina']);
  expect(given.body.code).toMatch(/^\d{3} \d{3}$/);
  const minutes = (Date.parse(given.body.expiresAt) - Date.now()) / 60_000;
  expect(Math.round(minutes)).toBe(15);
  const stored = await stack.db.selectFrom('reset_code').selectAll().execute();
  expect(JSON.stringify(stored)).not.toContain(given.body.code.replace(' ', ''));
  const answers = await Promise.all([recover(given.body.code, '192.0.2.20'), recover(given.body.code, '192.0.2.21')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  const opened = answers.find(({ status }) => status === 200) as Answer;
  expect(opened.body).toMatchObject({ userName: 'amina', mustChangePassword: false });
  expect((await teacher.ask({ path: '/api/v1/me' })).status).toBe(401);
  const own = signedIn(cookieOf(opened));
  const account = await own({ path: '/api/v1/account' });
  expect(account.body).toMatchObject({ lastReset: { by: 'Person hod' }, recoveryCodesLeft: 0, hasPin: false });
  expect((await recover(given.body.code, '192.0.2.22')).status).toBe(401);
  const audit = await stack.db.selectFrom('audit').select(['action', 'actor_id', 'school_id']).execute();
  expect(audit).toContainEqual(expect.objectContaining({ action: 'reset-code.issued', actor_id: hod.id }));
  expect(audit).toContainEqual(expect.objectContaining({ action: 'password.recovered', actor_id: teacher.id }));
  teacher = { ...teacher, ask: own, password: newPassword };
});

test('codes are only for people in care; wrong, old and guessed ones open nothing', async () => {
  expect(outcome(await post(hod, `/people/${ict.id}/reset-code`))).toEqual([404, 'not-found']);
  expect(outcome(await post(hod, `/people/${hod.id}/reset-code`))).toEqual([404, 'not-found']);
  expect(outcome(await post(teacher, `/people/${hod.id}/reset-code`))).toEqual([404, 'not-found']);
  const { code } = (await post(ict, `/people/${teacher.id}/reset-code`)).body;
  const wrong = code === '000 000' ? '111111' : '000000';
  for (const address of ['192.0.2.31', '192.0.2.32', '192.0.2.33', '192.0.2.34', '192.0.2.35']) {
    expect(outcome(await recover(wrong, address))).toEqual([401, 'sign-in-failed']);
  }
  expect((await recover(code, '192.0.2.36')).status).toBe(401);
  const late = (await post(ict, `/people/${teacher.id}/reset-code`)).body.code;
  await stack.db
    .updateTable('reset_code')
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .execute();
  expect((await recover(late, '192.0.2.37')).status).toBe(401);
  const nobody = await recover(late, '192.0.2.38', 'nobody');
  expect(outcome(nobody)).toEqual([401, 'sign-in-failed']);
  for (let guess = 0; guess < 5; guess++) await recover('123456', '192.0.2.39', 'hod');
  expect(outcome(await recover('123456', '192.0.2.39', 'hod'))).toEqual([429, 'too-many-attempts']);
  expect((await recover('12', '192.0.2.40')).status).toBe(400);
});

test('nobody gives out codes without end', async () => {
  const audit = { at: new Date(), actor_id: hod.id, school_id: null, action: 'reset-code.issued', meta: '{}' };
  await stack.db
    .insertInto('audit')
    .values(Array.from({ length: 30 }, () => ({ ...audit, id: newId(), object: 'user x' })))
    .execute();
  expect(outcome(await post(hod, `/people/${teacher.id}/reset-code`))).toEqual([429, 'too-many-requests']);
});

test('printed recovery codes work once each, typed in any way; new ones replace them', async () => {
  expect(outcome(await post(teacher, '/account/recovery-codes', { currentPassword: 'wrong' }))[0]).toBe(401);
  const make = async () =>
    (await post(teacher, '/account/recovery-codes', { currentPassword: newPassword })).body.codes as string[];
  const old = await make();
  const codes = await make();
  expect(new Set([...old, ...codes]).size).toBe(10);
  expect((await recover(old[0] ?? '', '192.0.2.50')).status).toBe(401);
  expect((await recover(codes[0] ?? '', '192.0.2.50', 'ict')).status).toBe(401);
  const spelled = ` ${(codes[0] ?? '').toUpperCase().replaceAll('-', ' ')} `;
  const opened = await recover(spelled, '192.0.2.51');
  expect(opened.status).toBe(200);
  expect((await recover(codes[0] ?? '', '192.0.2.52')).status).toBe(401);
  teacher = { ...teacher, ask: signedIn(cookieOf(opened)) };
  expect((await teacher.ask({ path: '/api/v1/account' })).body.recoveryCodesLeft).toBe(4);
});

test('a session on a shared computer goes with the browser, is locked and unlocked with a PIN, and ends unused', async () => {
  const signIn = (more: object) =>
    anybody('/auth/login', { name: 'amina', password: newPassword, ...more }, '192.0.2.60');
  expect(String((await signIn({})).headers['set-cookie'])).toContain('Max-Age');
  const answer = await signIn({ shared: true });
  expect(String(answer.headers['set-cookie'])).not.toContain('Max-Age');
  const shared: User = { ...teacher, ask: signedIn(cookieOf(answer)) };
  const setPin = (pin: string | null, currentPassword = newPassword) =>
    shared.ask({ method: 'PUT', path: '/api/v1/account/pin', body: { pin, currentPassword } });
  expect([(await setPin('12')).status, (await setPin('2468', 'wrong')).status]).toEqual([400, 401]);
  expect((await setPin('2468')).status).toBe(204);
  expect((await post(shared, '/auth/lock')).status).toBe(204);
  expect(outcome(await shared.ask({ path: '/api/v1/schemes' }))).toEqual([403, 'session-locked']);
  expect((await shared.ask({ path: '/api/v1/me' })).body.session).toEqual({ shared: true, locked: true, hasPin: true });
  expect((await teacher.ask({ path: '/api/v1/schemes' })).status).toBe(200);
  const wrong = await post(shared, '/auth/unlock', { pin: '1111' });
  expect([...outcome(wrong), wrong.body.detail]).toEqual([401, 'sign-in-failed', 'The PIN is wrong. Tries left: 4.']);
  expect((await post(shared, '/auth/unlock', { pin: '2468' })).status).toBe(204);
  expect((await shared.ask({ path: '/api/v1/schemes' })).status).toBe(200);
  await post(shared, '/auth/lock');
  expect((await post(shared, '/auth/unlock', { password: newPassword })).status).toBe(204);
  await post(shared, '/auth/lock');
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, guess) => post(shared, '/auth/unlock', { pin: String(3000 + guess) })),
  );
  expect(guesses.every(({ status }) => status === 401)).toBe(true);
  expect(guesses.filter(({ body }) => body.code === 'sign-in-failed').length).toBeLessThan(5);
  expect(outcome(await post(shared, '/auth/unlock', { pin: '2468' }))).toEqual([401, 'not-signed-in']);

  const unused = signedIn(cookieOf(await signIn({ shared: true })));
  const { items } = (await unused({ path: '/api/v1/auth/sessions' })).body;
  const { id } = items.find((one: { current: boolean }) => one.current);
  const long = { seen_at: new Date(Date.now() - 31 * 60_000) };
  await stack.db.updateTable('session').set(long).where('id', '=', id).execute();
  await app.sessions.refresh(teacher.id);
  expect((await unused({ path: '/api/v1/me' })).status).toBe(401);
});

test('the notice on what is kept is shown until it was seen', async () => {
  await stack.db.updateTable('user').set({ notice_seen: 0 }).where('id', '=', teacher.id).execute();
  await app.sessions.refresh(teacher.id);
  expect((await teacher.ask({ path: '/api/v1/me' })).body.noticeDue).toBe(1);
  expect((await post(teacher, '/account/notice', { version: 1 })).status).toBe(204);
  expect((await teacher.ask({ path: '/api/v1/me' })).body.noticeDue).toBe(null);
});

test('a person gets a file of everything that is kept about them, and nobody else does', async () => {
  const asked = await teacher.ask({
    method: 'POST',
    path: '/api/v1/account/data',
    headers: { 'idempotency-key': 'my-data-please' },
  });
  expect(asked.status).toBe(202);
  await runJob({ ...services, db: stack.db }, asked.body.jobId);
  const { target } = (await teacher.ask({ path: `/api/v1/jobs/${asked.body.jobId}` })).body;
  expect(target.type).toBe('account-export');
  const file = await teacher.ask({ path: `/api/v1/account/data/${target.id}` });
  expect(file.headers['content-disposition']).toBe('attachment; filename="my-data.json"');
  expect(file.body.person).toMatchObject({ user_name: 'amina', full_name: 'Person amina' });
  expect(file.body.roles).toMatchObject([{ role: 'teacher', school: 'School HILL', department: 'Languages' }]);
  expect(file.body.acts.map((one: { action: string }) => one.action)).toContain('reset-code.issued');
  expect(JSON.stringify(file.body)).not.toMatch(/argon2|hash/);
  expect((await ict.ask({ path: `/api/v1/account/data/${target.id}` })).status).toBe(404);
});

test('what has run out is taken away, and nothing else', async () => {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
  const idOf = (days: number) => `${firstIdOf(ago(days)).slice(0, 10)}${newId().slice(10)}`;
  const list = { owner_id: ict.id, school_id: null, file_name: 'a.csv', file: Buffer.from('x'), headings: '[]' };
  const state = { state: 'committed' as const, mapping: null, notes: '[]', problem: null };
  await stack.db
    .insertInto('people_import')
    .values([8, 6].map((days) => ({ ...list, ...state, id: idOf(days), updated_at: ago(days) })))
    .execute();
  const ops = [61, 59].map((days) => ({ user_id: teacher.id, client_op_id: `sent-${days}`, created_at: ago(days) }));
  await stack.db.insertInto('delivery_op').values(ops).execute();
  await stack.db
    .updateTable('account_export')
    .set({ expires_at: ago(0) })
    .execute();
  const sessions = await stack.db.selectFrom('session').select('id').execute();
  await stack.db
    .updateTable('session')
    .set({ expires_at: ago(1) })
    .where('id', '=', sessions[0]?.id ?? '')
    .execute();
  const gone = await tidy(stack.db);
  expect(gone).toMatchObject({ peopleImports: 1, deliveryActs: 1, accountExports: 1, sessions: 1, jobs: 0 });
  expect(await tidy(stack.db)).toMatchObject({ peopleImports: 0, deliveryActs: 0, accountExports: 0, sessions: 0 });
  const left = await stack.db.selectFrom('delivery_op').select('client_op_id').execute();
  expect(left).toEqual([{ client_op_id: 'sent-59' }]);
});
