import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectDatabase } from '../../appliance/database/connect.ts';
import { errorCode, mayBeTheQuery, retryDeadlocks } from '../../appliance/database/failures.ts';
import type { Dashboard } from '../../appliance/features/dashboard/schema.ts';
import type { Job } from '../../appliance/features/jobs/schema.ts';
import { newId } from '../../appliance/ids.ts';
import { entryArgv, runEntry, startApi } from '../services/entries.ts';
import { type Program, start, until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { administrator, connecting, generate, person, schemeRequest, school, type User } from './world.ts';

let stack: Stack;
let api: Program;
let workers: Program[] = [];
let teacher: User;
let request: Record<string, unknown>;

beforeAll(async () => {
  stack = await startStack({ entries: ['api', 'worker'] });
  api = await startApi(stack);
  const ask = connecting(stack);
  const admin = await administrator(stack, ask);
  teacher = await person(admin, ask, (await school(admin, 'S1')).id, 'teacher');
  request = await schemeRequest(teacher);
});

afterAll(async () => {
  await api?.stop();
  await stack?.stop();
});

beforeEach(async () => {
  await stack.db.deleteFrom('job').execute();
  await stack.db.deleteFrom('scheme').execute();
});

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
});

function startWorker(): Program {
  const worker = runEntry(stack, 'worker');
  workers.push(worker);
  return worker;
}

const accept = async (count: number) => {
  const answers = await Promise.all(Array.from({ length: count }, () => generate(teacher, request, newId())));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
  return answers.map(({ body }) => body as { jobId: string; schemeId: string; position: number });
};

async function allDone(count: number, timeoutMs = 300_000): Promise<void> {
  await until(
    `${count} jobs are done`,
    async () => {
      const rows = await stack.db
        .selectFrom('job')
        .select('state')
        .execute()
        .catch(() => []);
      return rows.length === count && rows.every(({ state }) => state === 'completed');
    },
    timeoutMs,
  );
}

/** Every scheme is there once, whole, and the same as every other of its seed-independent shape. */
async function nothingLostOrDoubled(count: number): Promise<void> {
  const schemes = await stack.db
    .selectFrom('scheme')
    .leftJoin('scheme_row', 'scheme_row.scheme_id', 'scheme.id')
    .select(({ fn }) => ['scheme.id', 'scheme.status', 'scheme.version', fn.count<number>('scheme_row.id').as('rows')])
    .groupBy(['scheme.id', 'scheme.status', 'scheme.version'])
    .execute();
  expect(schemes).toHaveLength(count);
  expect(new Set(schemes.map(({ status, version, rows }) => `${status} ${version} ${rows}`)).size).toBe(1);
  expect(schemes[0]?.status).toBe('draft');
  expect(Number(schemes[0]?.rows)).toBeGreaterThan(50);
}

test('the same key and request are one job, however often and however much at once', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => generate(teacher, request, 'only-once')));
  expect(new Set(answers.map(({ body }) => body.jobId)).size).toBe(1);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  const other = await generate(teacher, { ...request, className: '4 West' }, 'only-once');
  expect([other.status, other.body.code]).toEqual([409, 'idempotency-mismatch']);
  startWorker();
  await allDone(1);
  await nothingLostOrDoubled(1);
  expect((await generate(teacher, request, 'only-once')).body.state).toBe('completed');
});

test('requests that cannot be met are refused with the place and leave nothing behind', async () => {
  const refused = async (change: object, key = newId()) => {
    const answer = await generate(teacher, { ...request, ...change }, key);
    return [answer.status, ...(answer.body.issues ?? []).map((issue: { path: string }) => issue.path)];
  };
  expect(await refused({ learningAreaId: newId() })).toEqual([400, 'body.learningAreaId']);
  expect(await refused({ termId: newId() })).toEqual([400, 'body.termId']);
  expect(await refused({ strandIds: [newId()] })).toEqual([400, 'body.strandIds']);
  expect(await refused({ lessons: [] })).toEqual([400, 'body.lessons']);
  expect(await refused({ className: 'two\nlines' })).toEqual([400, 'body.className']);
  const twice = [1, 1].map((weekday) => ({ weekday, period: 1 }));
  expect(await refused({ lessons: twice })).toEqual([400, 'body.lessons']);
  expect(await refused({}, 'short')).toEqual([400, 'headers.idempotency-key']);
  expect(await stack.db.selectFrom('job').select('id').execute()).toEqual([]);
  expect(await stack.db.selectFrom('scheme').select('id').execute()).toEqual([]);
});

test('HTML in what people type is stored and given back as it was typed', async () => {
  const className = `<img src=x onerror=alert(1)> & "Ñandú" 四`;
  startWorker();
  const accepted = await generate(teacher, { ...request, className, textbook: '<script>' }, newId());
  await allDone(1);
  const opened = await teacher.ask({ path: `/api/v1/schemes/${accepted.body.schemeId}` });
  expect(opened.body.className).toBe(className);
  expect(opened.body.textbook).toBe('<script>');
  expect(opened.headers['content-type']).toMatch(/^application\/json/);
});

test('classes with odd names, asked for at the same moment, are each found again, and none harms the others', async () => {
  const names = ['5 East', '5 EAST', `O'Neil \\ "x" -- ?`, '🎒 5', '5 \ud83d', '{"a":[1]}', '100 %_'];
  const askAll = async () => {
    const answers = await Promise.all(names.map((className) => generate(teacher, { ...request, className }, newId())));
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 202));
    const allocations = await stack.db.selectFrom('allocation').select(['id', 'class_id']).orderBy('id').execute();
    const schemes = await stack.db.selectFrom('scheme').select('allocation_id').execute();
    return { allocations, used: new Set(schemes.map((one) => one.allocation_id)).size };
  };
  const first = await askAll();
  expect(first.used, 'capitals make no other class').toBe(names.length - 1);
  expect(await askAll()).toEqual(first);
});

test('the dashboard shows at once what was asked for: each class once, with its newest scheme, 9 before 10', async () => {
  const dashboard = async () => (await teacher.ask({ path: '/api/v1/dashboard' })).body as Dashboard;
  const termId = (await dashboard()).term?.id;
  const ask = async (className: string): Promise<string> =>
    (await generate(teacher, { ...request, termId, className }, newId())).body.schemeId;
  await ask('10 West');
  const [ten, nine] = [await ask('10 West'), await ask('9 West')];
  const west = (await dashboard()).classes.filter(({ className }) => className.endsWith('West'));
  expect(west.map(({ className, scheme }) => [className, scheme])).toEqual([
    ['9 West', { id: nine, status: 'generating' }],
    ['10 West', { id: ten, status: 'generating' }],
  ]);
});

test('a worker killed with jobs under way loses none and makes none twice', async () => {
  const redis = new Redis({ path: stack.queue.socketPath });
  // Most of them wait already: a worker that takes them faster than they are asked for would never have three at once.
  await accept(45);
  const killed = startWorker();
  const accepting = accept(15);
  await until('jobs are under way', async () => (await redis.llen('bull:generation:active')) > 2);
  killed.kill('SIGKILL');
  await killed.ended;
  await accepting;
  expect(await redis.llen('bull:generation:active')).toBeGreaterThan(0);
  startWorker();
  await allDone(60);
  await nothingLostOrDoubled(60);
  redis.disconnect();
});

test('jobs are accepted while the queue is away, and done when it is back', async () => {
  startWorker();
  await accept(3);
  stack.queue.program().kill('SIGKILL');
  await stack.queue.program().ended;
  const accepted = await accept(3);
  expect(accepted.map(({ position }) => position)).toEqual([0, 0, 0]);
  expect((await teacher.ask({ path: '/health' })).status).toBe(503);
  await stack.queue.start();
  await allDone(6);
  await nothingLostOrDoubled(6);
  await until('health is good again', async () => (await teacher.ask({ path: '/health' })).body.status === 'ok');
});

test('jobs of a queue that lost everything come back from the database', async () => {
  await accept(5);
  await stack.queue.stop();
  rmSync(join(stack.folder, 'redis-queue', 'appendonlydir'), { recursive: true });
  await stack.queue.start();
  // Begun by a later release, which was gone back from.
  const known = await stack.db.selectFrom('job').selectAll().limit(1).executeTakeFirstOrThrow();
  const later = { id: newId(), kind: 'x.later', target_id: null, published_at: null, created_at: new Date(0) };
  await stack.db
    .insertInto('job')
    .values({ ...known, ...later, idempotency_hash: later.id.padEnd(known.idempotency_hash.length, 'x') })
    .execute();
  startWorker();
  const states = async () => {
    const rows = await stack.db.selectFrom('job').select(['kind', 'state']).orderBy('id').execute();
    return rows.map(({ kind, state }) => (kind === later.kind ? state : `its ${state}`)).sort();
  };
  await until(
    'the five are done',
    async () => (await states()).filter((state) => state === 'its completed').length === 5,
  );
  expect((await states()).at(-1)).toBe('waiting');
  const cancelled = await teacher.ask({ method: 'POST', path: `/api/v1/jobs/${later.id}/cancel` });
  expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled']);
  await nothingLostOrDoubled(5);
});

test('a database that is away means quick refusals, jobs that wait, and healing by itself', async () => {
  startWorker();
  await accept(1);
  await allDone(1);
  await accept(10);
  stack.mariadb.program().kill('SIGKILL');
  await stack.mariadb.program().ended;
  const answers = await Promise.all([
    teacher.ask({ path: '/api/v1/schemes' }),
    generate(teacher, request, newId()),
    teacher.ask({ path: '/health' }),
  ]);
  for (const answer of answers) {
    expect(answer.status).toBe(503);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  expect(answers[0]?.body.code).toBe('unavailable');
  expect((await teacher.ask({ path: '/api/v1/me' })).status).toBe(200);
  await stack.mariadb.start();
  await until('the API heals', async () => (await teacher.ask({ path: '/api/v1/schemes' })).status === 200);
  await allDone(11);
  await nothingLostOrDoubled(11);
});

test('a database that hangs is given up on in seconds and comes back into use', async () => {
  stack.mariadb.program().kill('SIGSTOP');
  try {
    // Whoever asks gives up after a minute: a database that is waited for would be no answer at all.
    expect((await teacher.ask({ path: '/api/v1/schemes' })).status).toBe(503);
    expect((await teacher.ask({ path: '/health' })).status).toBe(503);
  } finally {
    stack.mariadb.program().kill('SIGCONT');
  }
  await until('the API heals', async () => (await teacher.ask({ path: '/api/v1/schemes' })).status === 200);
});

test('a database that takes nothing in, and answers what is asked, refuses what is written and goes on answering', async () => {
  // The connections of both processes, and some more.
  const keys = Array.from({ length: 24 }, () => newId());
  await accept(1);
  const root = await createConnection({ socketPath: stack.mariadb.socketPath, user: 'root' });
  try {
    await root.query('FLUSH TABLES WITH READ LOCK');
    // Whoever asks gives up after a minute, and so long the lock stays.
    const answers = await Promise.all(keys.map((key) => generate(teacher, request, key)));
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(keys.map(() => [503, 'unavailable']));
    expect((await teacher.ask({ path: '/api/v1/schemes' })).status).toBe(200);
  } finally {
    root.destroy();
  }
  await until('the API writes again', async () => (await generate(teacher, request, keys[0] ?? '')).status === 202);
  expect((await Promise.all(keys.map((key) => generate(teacher, request, key)))).map(({ status }) => status)).toEqual(
    keys.map(() => 202),
  );
  startWorker();
  await allDone(1 + keys.length);
  await nothingLostOrDoubled(1 + keys.length);
});

test('what is more than the database takes at once is known as what the job may have brought upon itself', async () => {
  const root = await createConnection({ socketPath: stack.mariadb.socketPath, user: 'root' });
  const most = 1_048_576;
  await root.query('SET @before = @@GLOBAL.max_allowed_packet');
  await root.query(`SET GLOBAL max_allowed_packet = ${most}`);
  const db = connectDatabase({
    settings: stack.settings.database,
    password: stack.credentials.databasePassword,
    pool: { connectionLimit: 1, maxIdle: 1 },
    queryTimeoutMs: 30_000,
    acquireTimeoutMs: 30_000,
  });
  const failing = (query: Promise<unknown>) =>
    query.then(
      () => 'it was taken',
      (error: unknown) => error,
    );
  try {
    for (const size of [most, most, 8 * most, 8 * most]) {
      const query = sql`SELECT LENGTH(${Buffer.alloc(size)})`;
      const error = await failing(db.transaction().execute((transaction) => query.execute(transaction)));
      const isKnown = errorCode(error) === 'ER_NET_PACKET_TOO_LARGE' || mayBeTheQuery(error);
      expect(isKnown, String(error)).toBe(true);
    }
  } finally {
    await root.query('SET GLOBAL max_allowed_packet = @before');
    root.destroy();
    await db.destroy();
  }
});

/** Of what the queue's Redis has written. */
function writtenBytes(): number {
  const folder = join(stack.folder, 'redis-queue', 'appendonlydir');
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

test('while the disk is short of room jobs wait without writing to it, and are done when there is some', async () => {
  const folder = join(stack.folder, 'small');
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0777', 'tmpfs', folder]);
  try {
    const path = join(stack.folder, 'short-of-room.json');
    writeFileSync(path, JSON.stringify({ ...stack.settings, database: { ...stack.settings.database, folder } }));
    const env = { ...stack.env, TEACHTRACK_SETTINGS: path };
    const [first, second] = [1, 2].map(() => start(entryArgv(stack, 'worker'), { env }));
    workers.push(...[first, second].filter((one) => one !== undefined));
    const accepted = await accept(60);
    await until('both wait', () => [first, second].every((one) => /waits for room/.test(one?.output() ?? '')));
    const before = writtenBytes();
    await sleep(2_000);
    expect(writtenBytes() - before).toBeLessThan(20_000);
    await second?.stop();
    expect(await second?.ended).toBe(0);
    const states = await stack.db.selectFrom('job').select('state').groupBy('state').execute();
    expect(states).toEqual([{ state: 'waiting' }]);
    for (const { jobId } of accepted.slice(0, 10)) {
      const cancelled = await teacher.ask({ method: 'POST', path: `/api/v1/jobs/${jobId}/cancel` });
      expect(cancelled.body.state).toBe('cancelled');
    }
  } finally {
    execFileSync('umount', ['-l', folder]);
  }
  await until('the others are done', async () => {
    const jobs = await stack.db.selectFrom('job').select('state').execute();
    return jobs.filter(({ state }) => state === 'completed').length === 50;
  });
  await nothingLostOrDoubled(50);
});

test('of two that lock each other out one is tried again, and both are done', async () => {
  const [one, other] = (await accept(2)).map(({ jobId }) => jobId);
  // Announcing them locks them too.
  await until('the queue was told of them', async () => {
    const untold = await stack.db.selectFrom('job').select('id').where('published_at', 'is', null).execute();
    return untold.length === 0;
  });
  const met = Promise.withResolvers<void>();
  let tries = 0;
  let locked = 0;
  const both = (...ids: readonly (string | undefined)[]) =>
    retryDeadlocks(() =>
      stack.db.transaction().execute(async (transaction) => {
        tries += 1;
        for (const id of ids) {
          const touched = transaction.updateTable('job').set({ deaths: sql<number>`deaths + 1` });
          await touched.where('id', '=', id ?? '').execute();
          locked += 1;
          if (locked === 2) met.resolve();
          await met.promise;
        }
      }),
    );
  await Promise.all([both(one, other), both(other, one)]);
  expect(tries).toBe(3);
  const deaths = await stack.db.selectFrom('job').select('deaths').execute();
  expect(deaths).toEqual([{ deaths: 2 }, { deaths: 2 }]);
});

test('a job whose scheme was deleted, or of which nothing can be made, ends with a sentence, and what went wrong is logged', async () => {
  const [gone, empty, odd] = await accept(3);
  await stack.db
    .deleteFrom('scheme')
    .where('id', '=', gone?.schemeId ?? '')
    .execute();
  await stack.db
    .updateTable('scheme')
    .set({ lessons: '[]' })
    .where('id', '=', empty?.schemeId ?? '')
    .execute();
  await stack.db
    .updateTable('scheme')
    .set({ lessons: '[{"weekday":1,"period":1,"units":0}]' })
    .where('id', '=', odd?.schemeId ?? '')
    .execute();
  const worker = startWorker();
  const states = async () => {
    const jobs = await Promise.all(
      [gone, empty, odd].map((one) => teacher.ask({ path: `/api/v1/jobs/${one?.jobId}` })),
    );
    return jobs.map(({ body }) => body as Job);
  };
  await until('all have failed', async () => (await states()).every(({ state }) => state === 'failed'));
  expect((await states()).map(({ error }) => error)).toEqual([
    'The scheme of work was deleted before it was made.',
    'The class has no lesson of this learning area in the term.',
    'No scheme of work could be made of this curriculum, term and timetable.',
  ]);
  await until('what went wrong is logged', () => /a job failed/.test(worker.output()));
  expect(worker.output()).toMatch(/RangeError.*a job failed/);
  expect((await teacher.ask({ path: `/api/v1/schemes/${empty?.schemeId}` })).body.status).toBe('failed');
});
