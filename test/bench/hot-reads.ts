/*
 * Hot reads of the API beside a bare Fastify + mysql2 handler that reads one row, in one run:
 * `npx node test/bench/hot-reads.ts`. The server has one core, the load, the database and Redis the other. Every teacher
 * has a scheme of their own, and asks as a browser does.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { newId } from '../../appliance/ids.ts';
import { administrator, connecting, person, schemeRequest, school } from '../appliance/world.ts';
import { runEntry } from '../services/entries.ts';
import { startInstance } from '../services/instance.ts';
import { until } from '../services/process.ts';
import { startStack } from '../services/stack.ts';
import { loadNow, machineLines, median } from './machine-load.ts';
import { manyTeachers } from './many-teachers.ts';

const run = promisify(execFile);
const here = import.meta.dirname;
const rounds = 3;
const seconds = 4;
/** A full house, in which those who ask at the same moment share queries, and a handful, in which hardly anybody does. */
const houses = [64, 4];
const teachers = 64;
/** What a browser says, and the name that the reverse proxy gives every request. */
const browser = { 'x-request-id': 'a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5', 'accept-encoding': 'gzip, deflate, br' };

const stack = await startStack({ entries: ['api', 'worker'] });
stack.settings.api.processes = 1;
// Node's own bound here, as for the bare handler: else the process would be replaced for its size in the middle.
stack.settings.api.maxHeapMiB = 4096;
writeFileSync(join(stack.folder, 'settings.json'), JSON.stringify(stack.settings));
const instance = await startInstance(stack);
const worker = runEntry(stack, 'worker');
const ask = connecting(stack, instance.socketPath);
let skeleton: ChildProcess | undefined;
try {
  await until(
    'the API serves',
    async () => (await ask({ path: '/health' }).catch(() => undefined))?.status === 200,
    60_000,
  );
  const admin = await administrator(stack, ask);
  const { id: schoolId } = await school(admin, 'HILL');
  const teacher = await person(admin, ask, schoolId, 'amina');
  const terms = await teacher.ask({ path: '/api/v1/terms' });
  const body = { ...(await schemeRequest(teacher)), termId: terms.body.current };
  const own = await Promise.all(
    (await manyTeachers(stack, schoolId, teachers)).map((cookie) => withScheme(cookie, body)),
  );
  const [first] = own;

  const bareSocket = join(stack.folder, 'bare.sock');
  const { socketPath, user, name: database } = stack.settings.database;
  const DATABASE = JSON.stringify({ socketPath, user, database, password: stack.credentials.databasePassword });
  skeleton = fork(join(here, 'skeleton/single-row.ts'), {
    env: { ...process.env, SOCKET: bareSocket, DATABASE, NODE_ENV: 'production' },
  });
  await once(skeleton, 'message');

  const serving = await servingProcess(instance.pid());
  const ours = (path: (id: string) => string, more: (etag: string) => Record<string, string> = () => ({})) => ({
    ...{ socketPath: instance.socketPath, pid: serving },
    asked: own.map(({ cookie, id, etag }) => ({ path: path(id), headers: { cookie, ...browser, ...more(etag) } })),
  });
  const cases = [
    {
      ...{ name: 'bare Fastify + mysql2, one row', socketPath: bareSocket, pid: skeleton.pid ?? 0 },
      asked: own.map(({ id }) => ({ path: `/row/${id}`, headers: {} })),
    },
    { name: 'open a scheme (whole)', ...ours((id) => `/api/v1/schemes/${id}`) },
    {
      name: 'open a scheme (not changed)',
      ...ours(
        (id) => `/api/v1/schemes/${id}`,
        (etag) => ({ 'if-none-match': etag }),
      ),
    },
    { name: 'dashboard', ...ours(() => '/api/v1/dashboard') },
    { name: 'me', ...ours(() => '/api/v1/me') },
  ];
  await pin(
    cases.map(({ pid }) => pid),
    '0',
  );
  await pin([stack.mariadb.program().pid, stack.cache.program().pid, stack.queue.program().pid], '1');
  const lines: string[] = [];
  for (const connections of houses) lines.push(...table(connections, await measured(cases, connections)));
  report(lines, first?.rows ?? 0);
} finally {
  skeleton?.kill();
  await Promise.all([instance.keeper.stop(), worker.stop()]);
  await stack.stop();
}

async function withScheme(cookie: string, body: unknown) {
  const headers = { cookie, ...browser };
  const made = await ask({
    ...{ method: 'POST', path: '/api/v1/schemes/generate', body },
    headers: { ...headers, 'idempotency-key': newId() },
  });
  const path = `/api/v1/schemes/${made.body.schemeId}`;
  const job = async () => (await ask({ path: `/api/v1/jobs/${made.body.jobId}`, headers })).body.state;
  await until('the scheme is made', async () => (await job()) === 'completed', 60_000);
  const opened = await ask({ path, headers: { cookie } });
  return {
    cookie,
    id: made.body.schemeId as string,
    etag: String(opened.headers['etag']),
    rows: opened.body.rows.length,
  };
}

type Reading = { readonly rate: number; readonly cpu: number; readonly p99: number };
type Case = {
  readonly name: string;
  readonly socketPath: string;
  readonly pid: number;
  readonly asked: readonly { readonly path: string; readonly headers: Record<string, string> }[];
};

async function measured(cases: readonly Case[], connections: number): Promise<Map<string, Reading[]>> {
  const readings = new Map<string, Reading[]>(cases.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, pid, ...what } of cases) {
      const load = JSON.stringify({ ...what, connections, seconds: round === 0 ? 1 : seconds });
      const before = cpuMs(pid);
      const { stdout } = await run('taskset', ['-c', '1', process.execPath, join(here, 'skeleton/load.ts'), load]);
      const { count, failed, p99 } = JSON.parse(stdout) as { count: number; failed: number; p99: number };
      if (failed > 0) throw new Error(`${failed} requests of "${name}" failed`);
      // The first round only warms up.
      if (round > 0)
        readings.get(name)?.push({ rate: count / seconds, cpu: ((cpuMs(pid) - before) * 1000) / count, p99 });
    }
  }
  return readings;
}

function table(connections: number, readings: ReadonlyMap<string, readonly Reading[]>): string[] {
  const rows = [...readings].map(([name, taken]) => ({
    name,
    rate: median(taken.map(({ rate }) => rate)),
    cpu: median(taken.map(({ cpu }) => cpu)),
    p99: median(taken.map(({ p99 }) => p99)),
  }));
  const [bare] = rows;
  return [
    `## ${connections} kept connections`,
    '',
    '| read | requests/s | of the bare handler | CPU µs of the server | of the bare handler | p99 ms |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ name, rate, cpu, p99 }) =>
        `| ${name} | ${rate.toFixed(0)} | ${((100 * rate) / (bare?.rate ?? 1)).toFixed(0)} % | ${cpu.toFixed(0)} | ${((100 * cpu) / (bare?.cpu ?? 1)).toFixed(0)} % | ${p99.toFixed(1)} |`,
    ),
    '',
  ];
}

function report(tables: readonly string[], rowCount: number): void {
  const lines = [
    '# Hot reads beside a bare handler',
    '',
    ...machineLines('npx node test/bench/hot-reads.ts'),
    '',
    `One serving process on one core; load, MariaDB and Redis on the other. ${teachers} teachers in turn, each with a scheme of ${rowCount} rows of their own, asked for as browsers do, so that the whole scheme travels compressed. ${rounds} interleaved rounds of ${seconds} s, medians. At the end: ${loadNow()}.`,
    '',
    ...tables,
    'Goal for opening a scheme and for the dashboard: at least 70 % of the bare handler’s requests/s.',
    '',
  ];
  console.log(lines.join('\n'));
  writeFileSync(resolve(here, '../../docs/benchmarks/hot-reads.md'), lines.join('\n'));
}

/** The one process that serves, below the primary. */
async function servingProcess(primary: number): Promise<number> {
  const { stdout } = await run('pgrep', ['-P', String(primary)]);
  return Number(stdout.trim().split('\n')[0]);
}

async function pin(pids: readonly number[], core: string): Promise<void> {
  for (const pid of pids) await run('taskset', ['-a', '-c', '-p', core, String(pid)]);
}

/** CPU time a process has used, user and system. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
