import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../appliance/ids.ts';
import { entryArgv, runEntry } from '../services/entries.ts';
import { type Instance, startInstance } from '../services/instance.ts';
import { type Program, start, until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { administrator, connecting, generate, person, schemeRequest, school, type User } from './world.ts';

let stack: Stack;
let api: Instance;
let queue: Redis;
let workers: Program[] = [];
let many: User;
let single: User;
let request: Record<string, unknown>;

beforeAll(async () => {
  stack = await startStack({ entries: ['api', 'worker'] });
  api = await startInstance(stack);
  queue = new Redis({ path: stack.queue.socketPath });
  const ask = connecting(stack, api.socketPath);
  await until('the API serves', async () => (await ask({ path: '/health' }).catch(() => undefined))?.status === 200);
  const admin = await administrator(stack, ask);
  const { id } = await school(admin, 'S1');
  many = await person(admin, ask, id, 'many');
  single = await person(admin, ask, id, 'single');
  request = await schemeRequest(many);
});

afterAll(async () => {
  queue?.disconnect();
  await api?.keeper.stop();
  await stack?.stop();
});

beforeEach(async () => {
  await stack.db.deleteFrom('job').execute();
  await stack.db.deleteFrom('scheme').execute();
  await queue.flushall();
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

const accept = async (user: User, count: number) => {
  const answers = await Promise.all(Array.from({ length: count }, () => generate(user, request, newId())));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
  return answers.map(({ body }) => body as { jobId: string; schemeId: string; position: number });
};
const jobs = () => stack.db.selectFrom('job').selectAll().orderBy('id').execute();
const allEnded = (count: number, timeoutMs = 300_000) =>
  until(
    `${count} jobs are over`,
    async () => {
      const rows = await jobs().catch(() => []);
      return rows.length === count && rows.every(({ state }) => state !== 'waiting' && state !== 'active');
    },
    timeoutMs,
  );

/** Every scheme is made, whole and once. */
async function noneLostOrDoubled(count: number): Promise<void> {
  const schemes = await stack.db
    .selectFrom('scheme')
    .leftJoin('scheme_row', 'scheme_row.scheme_id', 'scheme.id')
    .select(({ fn }) => ['scheme.id', 'scheme.status', fn.count<number>('scheme_row.id').as('rows')])
    .groupBy(['scheme.id', 'scheme.status'])
    .execute();
  expect(schemes).toHaveLength(count);
  expect(new Set(schemes.map(({ status, rows }) => `${status} ${rows}`)).size).toBe(1);
  expect(schemes[0]?.status).toBe('draft');
}

test('thirty jobs of one teacher do not hold up the single one of another', async () => {
  await accept(many, 30);
  const [only] = await accept(single, 1);
  // Of jobs accepted at the same moment by two processes more than one may count as their owner's first.
  expect(only?.position).toBeLessThanOrEqual(5);
  startWorker();
  await allEnded(31);
  const rows = await jobs();
  const ended = rows
    .map(({ id, finished_at }) => ({ id, at: finished_at?.getTime() ?? 0 }))
    .sort((a, b) => a.at - b.at);
  // In their order it would be the last.
  expect(ended.findIndex(({ id }) => id === only?.jobId)).toBeLessThan(20);
  await noneLostOrDoubled(31);
});

test('a job that is called off is not done; one that is over stays as it is', async () => {
  const [first, second] = await accept(many, 2);
  const cancel = (by: User, id = first?.jobId) => by.ask({ method: 'POST', path: `/api/v1/jobs/${id}/cancel` });
  expect((await cancel(single)).status).toBe(404);
  expect((await cancel(many)).body.state).toBe('cancelled');
  startWorker();
  await allEnded(2);
  expect((await jobs()).map(({ state }) => state).sort()).toEqual(['cancelled', 'completed']);
  expect((await many.ask({ path: `/api/v1/schemes/${first?.schemeId}` })).status).toBe(404);
  expect((await cancel(many, second?.jobId)).body.state).toBe('completed');
});

test('a full queue keeps the job, says so with 503 and Retry-After, and takes it when there is room', async () => {
  await queue.config('SET', 'maxmemory', '1');
  try {
    const full = await generate(many, request, 'while-full');
    expect([full.status, full.body.code]).toEqual([503, 'busy']);
    expect(Number(full.headers['retry-after'])).toBeGreaterThan(0);
    expect((await jobs()).map(({ state, published_at }) => [state, published_at])).toEqual([['waiting', null]]);
    expect((await many.ask({ path: '/api/v1/schemes' })).status).toBe(200);
  } finally {
    await queue.config('SET', 'maxmemory', '64mb');
  }
  const again = await generate(many, request, 'while-full');
  expect(again.status).toBe(202);
  startWorker();
  await allEnded(1);
  await noneLostOrDoubled(1);
});

test('a queue that takes no writes, as on a full disk, is asked with pauses, and its jobs are done when it does', async () => {
  await accept(single, 1);
  const refused = async () => {
    const stats = await queue.info('errorstats');
    return Number(/errorstat_NOREPLICAS:count=(\d+)/.exec(stats)?.[1] ?? 0);
  };
  await queue.config('SET', 'min-replicas-to-write', '1');
  try {
    const before = await refused();
    startWorker();
    await until('it is refused', async () => (await refused()) > before);
    const began = performance.now();
    await until('it is refused again', async () => (await refused()) > before + 20);
    expect(performance.now() - began).toBeGreaterThan(1_000);
  } finally {
    await queue.config('SET', 'min-replicas-to-write', '0');
  }
  await allEnded(1);
  await noneLostOrDoubled(1);
});

test('an API instance killed while it accepts loses nothing it has accepted, and the same key makes nothing twice', async () => {
  startWorker();
  const keys = Array.from({ length: 40 }, () => newId());
  const sent = keys.map((key) => generate(many, request, key).catch(() => undefined));
  await new Promise((resolve) => setTimeout(resolve, 60));
  process.kill(api.pid(), 'SIGKILL');
  const first = await Promise.all(sent);
  await until(
    'another instance serves',
    async () => (await many.ask({ path: '/health' }).catch(() => undefined))?.status === 200,
  );
  const second = await Promise.all(keys.map((key) => generate(many, request, key)));
  expect(second.map(({ status }) => status)).toEqual(keys.map(() => 202));
  for (const [index, answer] of first.entries()) {
    if (answer?.status === 202) expect(second[index]?.body.jobId).toBe(answer.body.jobId);
  }
  await allEnded(keys.length);
  await noneLostOrDoubled(keys.length);
});

/** A worker that dies on the spot when it reads the marked text, and is started again as systemd does. */
function startPoisoned(marked: string): { deaths(): number; stop(): Promise<void> } {
  const path = join(stack.folder, 'poison.mjs');
  const poison = `const parse = JSON.parse;
    JSON.parse = (text, reviver) => {
      if (String(text).includes(${JSON.stringify(marked)})) process.kill(process.pid, 'SIGKILL');
      return parse(text, reviver);
    };`;
  writeFileSync(path, poison);
  const [node = '', program = ''] = entryArgv(stack, 'worker');
  let count = 0;
  let isOn = true;
  let worker: Program;
  const run = () => {
    worker = start([node, '--import', path, program], { env: stack.env });
    void worker.ended.then(() => {
      if (!isOn) return;
      count++;
      run();
    });
  };
  run();
  return {
    deaths: () => count,
    async stop() {
      isOn = false;
      await worker.stop();
    },
  };
}

test('a job that kills its workers kills one, is found out alone and given up; the others go on meanwhile', async () => {
  const tree = await many.ask({ path: `/api/v1/learning-areas/${request['learningAreaId']}` });
  const marked = tree.body.strands[0].id as string;
  const { body: poisonous } = await generate(many, { ...request, strandIds: [marked] }, newId());
  const poisoned = startPoisoned(marked);
  try {
    await accept(single, 3);
    await allEnded(4);
  } finally {
    await poisoned.stop();
  }
  expect(poisoned.deaths()).toBe(1);
  const rows = await jobs();
  expect(rows.map(({ state, deaths }) => `${state} ${deaths}`).sort()).toEqual([
    'completed 0',
    'completed 0',
    'completed 0',
    'failed 2',
  ]);
  const failed = rows.find(({ id }) => id === poisonous.jobId);
  expect(failed?.error).toBe('Making it failed several times. It has been logged.');
  expect((await many.ask({ path: `/api/v1/schemes/${poisonous.schemeId}` })).body.status).toBe('failed');
});
