import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, buildApp } from '../../appliance/app.ts';
import { sharedKey } from '../../appliance/features/status/shared.ts';
import { newId } from '../../appliance/ids.ts';
import { createLog } from '../../appliance/log.ts';
import { closeServices, openServices } from '../../appliance/open-services.ts';
import { queueJobId } from '../../appliance/queues/queues.ts';
import type { Services } from '../../appliance/services.ts';
import { startWorking, type Working } from '../../appliance/workers/working.ts';
import { until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { administrator, generate, injecting, person, schemeRequest, school, type User } from './world.ts';

let stack: Stack;
let services: Services;
let app: App;
let admin: User;
let teacher: User;
let helper: User;
let address: string;
const log = createLog('test');
log.level = 'silent';

beforeAll(async () => {
  stack = await startStack();
  const { stateFolder, requestsFolder } = stack.settings.operations;
  for (const folder of [stateFolder, requestsFolder]) mkdirSync(folder);
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  app = await buildApp(services);
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  const ask = injecting(app);
  admin = await administrator(stack, ask);
  const { id } = await school(admin, 'HILL');
  teacher = await person(admin, ask, id, 'amina');
  helper = await person(admin, ask, id, 'hamisi', 'school-ict-admin');
});
afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

const status = async () => (await admin.ask({ path: '/api/v1/status' })).body;
const state = (name: string, details: Record<string, unknown>) =>
  writeFileSync(
    join(stack.settings.operations.stateFolder, `${name}.json`),
    JSON.stringify({ at: new Date().toISOString(), ok: true, summary: 'All well.', ...details }),
  );

describe('the state files', () => {
  test('one that is not there is absent, one that is no state is unreadable since then, one that is right is shown', async () => {
    expect((await status()).certificate).toEqual({ kind: 'absent' });
    writeFileSync(join(stack.settings.operations.stateFolder, 'certificate.json'), '{"at":"yest');
    const { certificate } = await status();
    expect(certificate).toEqual({ kind: 'unreadable', since: expect.any(String) });
    expect((await status()).certificate.since).toBe(certificate.since);
    state('certificate', { source: 'own', daysLeft: 80.5, names: ['a.test', 7], problems: 'none', invented: true });
    expect((await status()).certificate).toEqual({
      kind: 'there',
      value: {
        at: expect.any(String),
        ok: true,
        summary: 'All well.',
        ...{ source: 'own', names: ['a.test'], daysLeft: 80.5, problems: [] },
      },
    });
  });

  test('a part that cannot be read takes no other with it', async () => {
    await stack.cache.stop();
    await until('Redis is away', () => services.cache.status !== 'ready');
    const away = await status();
    expect([away.activity.kind, away.queues.kind, away.certificate.kind]).toEqual(['unreadable', 'there', 'there']);
    await stack.cache.start();
    await until('Redis is back', () => services.cache.status === 'ready');
    expect((await status()).activity.kind).toBe('there');
  });
});

describe('queues', () => {
  let working: Working | undefined;
  afterAll(() => working?.stop());
  const generation = async () =>
    (await status()).queues.value.items.find(({ name }: { name: string }) => name === 'generation');
  const jobState = async (id: string) => (await teacher.ask({ path: `/api/v1/jobs/${id}` })).body.state;
  const act = (name: string) => admin.ask({ method: 'POST', path: `/api/v1/status/queues/generation/${name}` });
  let jobId: string;
  let schemeId: string;

  test('what waits in one that is paused stays, also with workers there, and is told with its age', async () => {
    expect((await act('pause')).status).toBe(204);
    working = startWorking(stack.settings, stack.credentials, log);
    const terms = await teacher.ask({ path: '/api/v1/terms' });
    const wanted = { ...(await schemeRequest(teacher)), termId: terms.body.current };
    const accepted = await generate(teacher, wanted, 'panel-first');
    ({ jobId, schemeId } = accepted.body);
    await until('a worker has signed in', async () => {
      await services.cache.del(sharedKey('queues'));
      return (await status()).queues.value.workers.seen > 0;
    });
    const paused = await generation();
    expect(paused).toMatchObject({ paused: true, waiting: 1, active: 0, failed: 0, etaSeconds: null });
    expect(Date.parse(paused.oldestWaitingSince)).toBeLessThanOrEqual(Date.now());
    expect(await jobState(jobId)).toBe('waiting');
  });

  test('it goes on when it is resumed', async () => {
    expect((await act('resume')).status).toBe(204);
    await until('the job is done', async () => (await jobState(jobId)) === 'completed');
    expect(await generation()).toMatchObject({ paused: false });
  });

  test('a failed job is done once more, and what it had given up is made; one whose scheme is gone stays failed', async () => {
    const queue = new Queue('generation', { connection: { path: stack.settings.redis.queueSocket } });
    // As a worker leaves it whose three tries all failed: the scheme cannot be made, the entry stands in the queue as ended.
    const failed = { state: 'failed' as const, error: 'Making it failed several times.', finished_at: new Date() };
    await stack.db.deleteFrom('scheme_row').where('scheme_id', '=', schemeId).execute();
    await stack.db.updateTable('scheme').set({ status: 'failed' }).where('id', '=', schemeId).execute();
    await stack.db.updateTable('job').set(failed).where('id', '=', jobId).execute();
    const old = await stack.db.selectFrom('job').selectAll().where('id', '=', jobId).executeTakeFirstOrThrow();
    const orphan = { ...old, id: newId(), target_id: newId(), idempotency_hash: 'f'.repeat(64) };
    await stack.db.insertInto('job').values(orphan).execute();
    expect(await queue.getJobState(queueJobId(jobId))).toBe('completed');
    await services.cache.del(sharedKey('queues'));
    expect(await generation()).toMatchObject({ failed: 2 });
    const retried = await act('retry');
    expect([retried.status, retried.body]).toEqual([200, { retried: 1, left: 1 }]);
    await until('the job is done', async () => (await jobState(jobId)) === 'completed');
    const scheme = await teacher.ask({ path: `/api/v1/schemes/${schemeId}` });
    expect([scheme.body.status, scheme.body.rows.length > 10]).toEqual(['draft', true]);
    expect((await act('retry')).body).toEqual({ retried: 0, left: 1 });
    await queue.close();
  });

  test('there is no other queue to press', async () => {
    const path = '/api/v1/status/queues/everything/pause';
    expect((await admin.ask({ method: 'POST', path })).status).toBe(400);
  });
});

describe('maintenance', () => {
  const close = (body: unknown) => admin.ask({ method: 'PUT', path: '/api/v1/status/maintenance/mode', body });
  const open = () => admin.ask({ method: 'DELETE', path: '/api/v1/status/maintenance/mode' });

  test('the closed site tells teachers why and until when, and lets administrators and those named in', async () => {
    const soon = new Date(Date.now() + 600_000).toISOString();
    expect((await close({ text: 'A new disk', until: soon, allowed: ['Hamisi'] })).status).toBe(204);
    const refused = await teacher.ask({ path: '/api/v1/schemes' });
    expect([refused.status, refused.body.code, refused.body.detail]).toEqual([503, 'maintenance', 'A new disk']);
    expect(refused.body.current).toMatchObject({ text: 'A new disk', until: soon });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(500);
    expect(refused.headers['x-teachtrack-notice']).toMatch(/^\w+$/);
    expect((await helper.ask({ path: '/api/v1/schools' })).status).toBe(200);
    expect((await admin.ask({ path: '/api/v1/schools' })).status).toBe(200);
    const told = await injecting(app)({ path: '/api/v1/maintenance' });
    expect(told.body).toEqual({ mode: { text: 'A new disk', since: expect.any(String), until: soon }, banner: null });
    const health = await injecting(app)({ path: '/health' });
    expect([health.status, health.body.maintenance.until]).toEqual([200, soon]);
    const details = (await status()).maintenance.value.mode;
    expect(details).toMatchObject({ by: 'Ada Admin', byServer: false });
    expect(details.allowed).toEqual([{ userName: 'hamisi', fullName: 'Person hamisi' }]);
  });

  test('it stays closed for a process that starts anew, and opens for one that did not open it', async () => {
    const other = await buildApp(services);
    try {
      const ask = injecting(other);
      const cookie = await cookieOf(teacher);
      const me = () => ask({ path: '/api/v1/me', headers: { cookie } });
      expect((await me()).status).toBe(503);
      expect((await open()).status).toBe(204);
      expect((await teacher.ask({ path: '/api/v1/me' })).status).toBe(200);
      await until('the other process has heard of it', async () => (await me()).status === 200);
    } finally {
      await other.close();
    }
  });

  test('it is closed everywhere also while the queue’s Redis takes nothing in', async () => {
    const other = await buildApp(services);
    const isClosed = async () => (await injecting(other)({ path: '/api/v1/maintenance' })).body.mode !== null;
    try {
      await services.queueRedis.config('SET', 'maxmemory', '1');
      expect((await close({ text: 'A full disk', until: null })).status).toBe(204);
      await until('the other process has looked', isClosed);
      expect((await open()).status).toBe(204);
      await services.queueRedis.config('SET', 'maxmemory', '64mb');
      await until('the other process has heard of it', async () => !(await isClosed()));
    } finally {
      await services.queueRedis.config('SET', 'maxmemory', '64mb');
      await other.close();
    }
  });

  test('someone who does not exist, an end before the beginning and several lines are refused by name', async () => {
    const nobody = await close({ allowed: ['nobody at all'] });
    expect([nobody.status, nobody.body.issues[0].path]).toEqual([400, 'body.allowed.0']);
    const from = '2026-05-02T10:00:00Z';
    const banner = { text: 'x', from, until: '2026-05-02T09:00:00Z' };
    const path = '/api/v1/status/maintenance/banner';
    expect((await admin.ask({ method: 'PUT', path, body: banner })).status).toBe(400);
    expect((await admin.ask({ method: 'PUT', path, body: { text: 'one\ntwo' } })).status).toBe(400);
    expect((await teacher.ask({ path: '/api/v1/me' })).status).toBe(200);
  });

  test('a banner is told from its beginning to its end', async () => {
    const path = '/api/v1/status/maintenance/banner';
    const told = async () => (await injecting(app)({ path: '/api/v1/maintenance' })).body.banner;
    const later = new Date(Date.now() + 3_600_000).toISOString();
    await admin.ask({ method: 'PUT', path, body: { text: 'Closed from four', from: later } });
    expect(await told()).toBeNull();
    await admin.ask({ method: 'PUT', path, body: { text: 'Closed from four', until: later } });
    expect(await told()).toEqual({ text: 'Closed from four', until: later });
    expect((await teacher.ask({ path: '/api/v1/me' })).headers['x-teachtrack-notice']).toBeDefined();
    await admin.ask({ method: 'DELETE', path });
    expect(await told()).toBeNull();
    expect((await teacher.ask({ path: '/api/v1/me' })).headers['x-teachtrack-notice']).toBeUndefined();
  });

  test('with an end it opens by itself, which is written down once; an end that is over is refused', async () => {
    const past = await close({ until: new Date(Date.now() - 60_000).toISOString() });
    expect([past.status, past.body.issues[0].path]).toEqual([400, 'body.until']);
    expect((await close({ until: new Date(Date.now() + 8_000).toISOString() })).status).toBe(204);
    const ended = async () => (await admin.ask({ path: '/api/v1/status/audit?action=maintenance.ended' })).body.items;
    await until('it was written down', async () => (await ended()).length > 0);
    expect(await ended()).toMatchObject([{ actor: 'Ada Admin', object: 'site' }]);
    expect((await teacher.ask({ path: '/api/v1/me' })).status).toBe(200);
    expect((await status()).maintenance.value.mode).toBeNull();
  });

  test('the server itself closes the site by its state file, to those named as well, and opens it again', async () => {
    state('maintenance', { ok: null, on: true, text: 'A backup is brought back' });
    await until('the site is closed', async () => (await helper.ask({ path: '/api/v1/me' })).status === 503);
    expect((await status()).maintenance.value.mode).toMatchObject({ byServer: true, text: 'A backup is brought back' });
    state('maintenance', { on: false });
    await until('the site is open', async () => (await helper.ask({ path: '/api/v1/me' })).status === 200);
  });
});

describe('requests to the server', () => {
  const folder = () => stack.settings.operations.requestsFolder;
  const waiting = () => readdirSync(folder()).filter((name) => name.endsWith('.json'));
  const ask = (action: string) => admin.ask({ method: 'POST', path: '/api/v1/status/requests', body: { action } });

  test('one is left whole in its own file, once, and told until it is taken up', async () => {
    const left = await ask('backup-now');
    expect(left.status).toBe(202);
    expect(waiting()).toEqual([`${left.body.id}.json`]);
    const file = join(folder(), `${left.body.id}.json`);
    const text = JSON.parse(readFileSync(file, 'utf8'));
    expect(text).toEqual({ id: left.body.id, action: 'backup-now', by: 'admin', at: expect.any(String) });
    expect((await ask('backup-now')).body.code).toBe('conflict');
    expect((await status()).waitingRequests.value).toEqual([
      { id: left.body.id, action: 'backup-now', at: expect.any(String) },
    ]);
    rmSync(file);
    expect((await status()).waitingRequests.value).toEqual([]);
  });

  test('a difference is decided about as it was shown, one of several at a time; another one or another reason is not', async () => {
    const [one, other] = ['a', 'b'].map((letter) => letter.repeat(64)) as [string, string];
    const item = (digest: string) => ({ id: `file:/etc/${digest[0]}`, title: 'A file', digest, panel: ['restore'] });
    state('drift', { ok: false, items: [item(one), item(other)] });
    const decide = (more: object) =>
      admin.ask({ method: 'POST', path: '/api/v1/status/requests', body: { action: 'drift-restore', ...more } });
    for (const difference of [one, other]) expect((await decide({ difference })).status).toBe(202);
    expect((await decide({ difference: one })).body.code).toBe('conflict');
    expect((await decide({ difference: 'c'.repeat(64) })).body.code).toBe('not-found');
    for (const wrong of [{}, { difference: '../x' }, { difference: one, reason: 'known' }])
      expect((await decide(wrong)).status).toBe(400);
    const accept = { action: 'drift-accept', difference: one };
    expect((await decide({ ...accept, reason: 'because I say so' })).status).toBe(400);
    expect((await decide({ ...accept, reason: 'trial' })).status).toBe(202);
    const left = waiting().map((name) => JSON.parse(readFileSync(join(folder(), name), 'utf8')));
    expect(left.map(({ action, target }) => `${action} ${target}`).sort()).toEqual([
      `drift-accept ${one}:trial`,
      `drift-restore ${one}`,
      `drift-restore ${other}`,
    ]);
    for (const name of waiting()) rmSync(join(folder(), name));
  });

  test('anything else than what is on the list is refused, and a folder that is away is said so and not recorded', async () => {
    expect((await ask('rm -rf /')).status).toBe(400);
    rmSync(folder(), { recursive: true });
    const refused = await ask('drill-now');
    expect([refused.status, refused.body.code]).toEqual([503, 'unavailable']);
    mkdirSync(folder());
    const audit = await admin.ask({ path: '/api/v1/status/audit?action=request' });
    expect(audit.body.items.map(({ action }: { action: string }) => action)).toEqual([
      'request.drift-accept',
      'request.drift-restore',
      'request.drift-restore',
      'request.backup-now',
    ]);
  });
});

describe('people, schools and the record', () => {
  test('who asked lately is on, at the school as well; schemes are counted as due, made and handed in', async () => {
    await teacher.ask({ path: '/api/v1/me' });
    await until('it was added up', async () => (await status()).activity.value.p95Ms !== null);
    const { activity } = await status();
    expect(activity.value.p95Ms).toBeGreaterThan(0);
    expect(activity.value.requestsPerSecond).toBeGreaterThan(0);
    expect(activity.value.peopleOn).toBeGreaterThanOrEqual(2);
    expect((await injecting(app)({ path: '/health' })).body.activity.peopleOn).toBeGreaterThanOrEqual(2);
    const { body } = await admin.ask({ path: '/api/v1/status/schools' });
    expect(body.items).toEqual([
      {
        id: expect.any(String),
        code: 'HILL',
        name: 'School HILL',
        people: 2,
        on: expect.any(Number),
        due: 1,
        made: 1,
        handedIn: 0,
      },
    ]);
    expect(body.items[0].on).toBeGreaterThan(0);
  });

  test('the record is searched by what was done, by whom and when, a page at a time', async () => {
    const audit = async (query: string) => (await admin.ask({ path: `/api/v1/status/audit?${query}` })).body;
    const all = await audit('action=maintenance&who=ada');
    expect(all.items.map(({ action }: { action: string }) => action)).toEqual([
      'maintenance.ended',
      'maintenance.closed',
      'maintenance.opened',
      'maintenance.closed',
      'maintenance.opened',
      'maintenance.closed',
    ]);
    expect(all.items[0]).toMatchObject({ actor: 'Ada Admin', school: null });
    const first = await audit('limit=1&action=queue');
    expect([first.items.length, typeof first.next]).toEqual([1, 'string']);
    expect((await audit(`limit=1&action=queue&after=${first.next}`)).items[0].id < first.next).toBe(true);
    expect((await audit('who=100%25')).items).toEqual([]);
    expect((await audit('to=2020-01-01')).items).toEqual([]);
    const people = await audit('action=person');
    expect(people.items.some(({ person }: { person: string | null }) => person === 'Person amina')).toBe(true);
  });
});

describe('the stream', () => {
  test('tells every part at first and then what changes, to administrators only and until they are none', async () => {
    const cookie = await cookieOf(admin);
    expect((await teacher.ask({ path: '/api/v1/status/events' })).status).toBe(403);
    expect((await injecting(app)({ path: '/api/v1/status/events' })).status).toBe(401);
    let text = '';
    let headers: Record<string, unknown> = {};
    const incoming = httpRequest(`${address}/api/v1/status/events`, { headers: { cookie } }, (answer) => {
      headers = answer.headers;
      answer.setEncoding('utf8').on('data', (piece) => (text += piece));
    });
    incoming.on('error', () => undefined);
    incoming.end();
    const parts = () => [...text.matchAll(/event: part\ndata: (.*)\n/g)].map(([, data = '']) => JSON.parse(data));
    await until('all parts came', () =>
      ['server', 'queues', 'drift'].every((name) => parts().some((one) => one.name === name)),
    );
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-request-id': expect.any(String) });
    state('drift', { ok: false, summary: 'One file was edited by hand.', items: [] });
    await until(
      'the change came',
      () =>
        parts()
          .filter(({ name }) => name === 'drift')
          .at(-1)?.value.value?.ok === false,
    );
    expect(parts().filter(({ name }) => name === 'server')).toHaveLength(1);
    await until('it goes on', () => (text.match(/event: tick/g) ?? []).length > 2);
    incoming.destroy();
  });
});

/** A session of its own, as a cookie. */
async function cookieOf(user: User): Promise<string> {
  const body = { name: user.name, password: user.password };
  const answer = await injecting(app)({ method: 'POST', path: '/api/v1/auth/login', body });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}
