/*
 * 2,000 schemes asked for by 2,000 teachers within one second, over sockets to the compiled API, worked off by one
 * compiled worker: `npx node test/bench/queue-burst.ts [count] [withinMs]`. MariaDB, Redis, API, worker and those who
 * ask share this machine. The worker has half the weight of the API, as its unit has.
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { setPriority } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { newId } from '../../appliance/ids.ts';
import { administrator, connecting, person, schemeRequest, school } from '../appliance/world.ts';
import { runEntry } from '../services/entries.ts';
import { startInstance } from '../services/instance.ts';
import { until } from '../services/process.ts';
import { startStack } from '../services/stack.ts';
import { loadNow, machineLines } from './machine-load.ts';
import { manyTeachers } from './many-teachers.ts';

const count = Number(process.argv[2] ?? 2_000);
const withinMs = Number(process.argv[3] ?? 1_000);
/** Teachers who asked before those who are counted. */
const warming = 300;
/** Connections that are open before: the proxy keeps 64 from each of its processes. */
const atOnce = 64;
/** Steps of niceness that halve a process' share, as 50 beside 100 do for the units. */
const halfTheWeight = 3;

type Answer = { readonly status: number; readonly ms: number };

const stack = await startStack({ entries: ['api', 'worker'] });
const instance = await startInstance(stack);
const worker = runEntry(stack, 'worker');
setPriority(worker.pid, halfTheWeight);
try {
  const ask = connecting(stack, instance.socketPath);
  await until(
    'the API serves',
    async () => (await ask({ path: '/health' }).catch(() => undefined))?.status === 200,
    60_000,
  );
  const admin = await administrator(stack, ask);
  const { id } = await school(admin, 'S1');
  const first = await person(admin, ask, id, 'teacher-0');
  const all = await manyTeachers(stack, id, count + warming);
  const cookies = all.slice(warming);
  const wanted = await schemeRequest(first);
  const agent = new Agent({ keepAlive: true });
  const keys = Array.from({ length: count }, () => newId());
  await warmUp(agent, all.slice(0, warming), JSON.stringify(wanted));
  // They have the page open on which they ask.
  for (let done = 0; done < count; done += atOnce) {
    await Promise.all(cookies.slice(done, done + atOnce).map((cookie) => asks(agent, { cookie, path: '/api/v1/me' })));
  }
  const before = loadNow();
  const clocks = await clocksOf();
  const start = performance.now();
  const asked = await Promise.all(
    keys.map(async (key, index) => {
      await sleep((withinMs * index) / count);
      const cookie = cookies[index] ?? '';
      const body = JSON.stringify({ ...wanted, className: `4 ${index % 50}` });
      const once = () => asks(agent, { cookie, path: '/api/v1/schemes/generate', key, body });
      const firstAnswer = await once();
      let { status } = firstAnswer;
      // As the site does: refused for now, the same request is sent again with the same key.
      for (let turn = 0; status !== 202 && turn < 60; turn += 1) {
        await sleep(1_000 + Math.random() * 2_000);
        ({ status } = await once());
      }
      return { first: firstAnswer, status, allMs: performance.now() - start };
    }),
  );
  const spent = clocks();
  const good = asked.filter(({ status }) => status === 202).length;
  const acceptedMs = Math.max(...asked.map(({ allMs }) => allMs));
  const done = async () => {
    const row = await stack.db
      .selectFrom('job')
      .select(({ fn }) => fn.countAll<number>().as('jobs'))
      .where('state', '=', 'completed')
      .executeTakeFirstOrThrow();
    return Number(row.jobs) >= good;
  };
  await until('all are done', done, 600_000);
  const allMs = performance.now() - start;
  const schemes = await stack.db
    .selectFrom('scheme')
    .leftJoin('scheme_row', 'scheme_row.scheme_id', 'scheme.id')
    .select(({ fn }) => ['scheme.id', 'scheme.status', fn.count<number>('scheme_row.id').as('rows')])
    .groupBy(['scheme.id', 'scheme.status'])
    .execute();
  const whole = schemes.filter(({ status, rows }) => status === 'draft' && Number(rows) > 50).length;
  const times = asked.map(({ first: { ms } }) => ms).sort((a, b) => a - b);
  const at = (share: number) => `${Math.round(times[Math.floor(share * (times.length - 1))] ?? 0)} ms`;
  const firsts = Object.entries(Object.groupBy(asked, ({ first: { status } }) => status));
  const lines = [
    '# Two thousand schemes asked for in one second',
    '',
    ...machineLines(`npx node test/bench/queue-burst.ts ${count} ${withinMs}`),
    '',
    `${count} teachers, each with the page open, ask within ${withinMs} ms of one API instance of two serving processes (a full machine has eight instances); one worker process. ${atOnce} connections are open before, as many more are made as are needed; ${warming} others asked some time before, so that the programs are warm. Load, MariaDB, Redis, API and worker share the cores. Before: ${before}; at the end: ${loadNow()}.`,
    '',
    '| | measured | goal |',
    '| --- | --- | --- |',
    `| first answers | ${firsts.map(([status, all]) => `${status}: ${all?.length}`).join(', ')} | 202 or 503 with Retry-After |`,
    `| accepted in the end, with the same key | ${good} of ${count}, after ${(acceptedMs / 1_000).toFixed(1)} s | all |`,
    `| first answer | p50 ${at(0.5)}, p95 ${at(0.95)}, last ${at(1)} | p95 500 ms |`,
    `| CPU until the last was accepted | ${spent} | |`,
    `| all done | ${(allMs / 1_000).toFixed(1)} s | 30 s |`,
    `| lost / doubled / not whole | ${Math.max(0, good - schemes.length)} / ${Math.max(0, schemes.length - good)} / ${schemes.length - whole} | 0 / 0 / 0 |`,
    '',
  ];
  console.log(lines.join('\n'));
  writeFileSync(resolve(import.meta.dirname, '../../docs/benchmarks/queue-burst.md'), lines.join('\n'));
} finally {
  await Promise.all([instance.keeper.stop(), worker.stop()]);
  await stack.stop();
}

/** Starts to count the CPU time of all who take part; the answer tells it, in ms. */
async function clocksOf(): Promise<() => string> {
  const serving = (await promisify(execFile)('pgrep', ['-P', String(instance.pid())])).stdout.trim().split('\n');
  const parts = {
    API: [instance.pid(), ...serving.map(Number)],
    MariaDB: [stack.mariadb.program().pid],
    Redis: [stack.cache.program().pid, stack.queue.program().pid],
    worker: [worker.pid],
    'those who ask': [process.pid],
  };
  const now = () =>
    Object.entries(parts).map(([name, pids]) => [name, pids.reduce((sum, pid) => sum + cpuMs(pid), 0)] as const);
  const then = new Map(now());
  return () =>
    now()
      .map(([name, ms]) => `${name} ${ms - (then.get(name) ?? 0)} ms`)
      .join(', ');
}

function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Others have asked before, as on every day: all programs have done it some hundred times. Leaves no trace. */
async function warmUp(agent: Agent, cookies: readonly string[], body: string): Promise<void> {
  for (let done = 0; done < cookies.length; done += atOnce) {
    const some = cookies.slice(done, done + atOnce);
    await Promise.all(
      some.map((cookie) => asks(agent, { cookie, path: '/api/v1/schemes/generate', key: newId(), body })),
    );
  }
  const open = () => stack.db.selectFrom('job').select('id').where('state', '!=', 'completed').execute();
  await until('the first are made', async () => (await open()).length === 0, 120_000);
  await stack.db.deleteFrom('job').execute();
  await stack.db.deleteFrom('scheme').execute();
}

type Asked = { readonly cookie: string; readonly path: string; readonly key?: string; readonly body?: string };

/** One request, a POST when it has a body. */
function asks(agent: Agent, { cookie, path, key, body }: Asked): Promise<Answer> {
  const sent = performance.now();
  return new Promise((resolve) => {
    const headers = {
      ...{ host: 'teachtrack.test', 'x-forwarded-for': '192.0.2.10', cookie },
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    const method = body === undefined ? 'GET' : 'POST';
    const outgoing = httpRequest({ socketPath: instance.socketPath, path, method, headers, agent }, (incoming) => {
      incoming.resume().once('end', () => resolve({ status: incoming.statusCode ?? 0, ms: performance.now() - sent }));
    });
    outgoing.setTimeout(15_000, () => outgoing.destroy());
    outgoing.once('error', () => resolve({ status: 0, ms: performance.now() - sent }));
    outgoing.end(body);
  });
}
