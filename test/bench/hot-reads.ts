/*
 * Hot reads of the API beside a bare Fastify + mysql2 handler that reads one row, in one run:
 * `npx node test/bench/hot-reads.ts`. The server has one core, the load, the database and Redis the other.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { administrator, connecting, generate, person, schemeRequest, school } from '../appliance/world.ts';
import { runEntry } from '../services/entries.ts';
import { startInstance } from '../services/instance.ts';
import { until } from '../services/process.ts';
import { startStack } from '../services/stack.ts';
import { loadNow, machineLines, median } from './machine-load.ts';

const run = promisify(execFile);
const here = import.meta.dirname;
const rounds = 3;
const seconds = 4;
const connections = 64;
/** The reverse proxy names every request. */
const named = { 'x-request-id': 'a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5' };

const stack = await startStack({ entries: ['api', 'worker'] });
stack.settings.api.processes = 1;
// Node's own bound here, as for the bare handler: else the process would be replaced for its size in the middle.
stack.settings.api.maxHeapMiB = 4096;
writeFileSync(join(stack.folder, 'settings.json'), JSON.stringify(stack.settings));
const instance = await startInstance(stack);
const worker = runEntry(stack, 'worker');
let skeleton: ChildProcess | undefined;
try {
  const ask = connecting(stack, instance.socketPath);
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
  const { schemeId, jobId } = (await generate(teacher, body, 'bench-scheme')).body;
  await until(
    'the scheme is made',
    async () => (await teacher.ask({ path: `/api/v1/jobs/${jobId}` })).body.state === 'completed',
    60_000,
  );
  const opened = await teacher.ask({ path: `/api/v1/schemes/${schemeId}` });
  const cookie =
    String(
      (
        await ask({
          method: 'POST',
          path: '/api/v1/auth/login',
          body: { name: teacher.name, password: teacher.password },
        })
      ).headers['set-cookie'],
    ).split(';')[0] ?? '';

  const bareSocket = join(stack.folder, 'bare.sock');
  const { socketPath, user, name: database } = stack.settings.database;
  const DATABASE = JSON.stringify({ socketPath, user, database, password: stack.credentials.databasePassword });
  skeleton = fork(join(here, 'skeleton/single-row.ts'), {
    env: { ...process.env, SOCKET: bareSocket, DATABASE, NODE_ENV: 'production' },
  });
  await once(skeleton, 'message');

  const serving = await servingProcess(instance.pid());
  const cases = [
    {
      name: 'bare Fastify + mysql2, one row',
      socketPath: bareSocket,
      path: `/row/${schemeId}`,
      pid: skeleton.pid ?? 0,
      headers: {},
    },
    ...[
      { name: 'open a scheme (whole)', path: `/api/v1/schemes/${schemeId}`, headers: { cookie, ...named } },
      {
        name: 'open a scheme (not changed)',
        path: `/api/v1/schemes/${schemeId}`,
        headers: { cookie, ...named, 'if-none-match': String(opened.headers['etag']) },
      },
      { name: 'dashboard', path: '/api/v1/dashboard', headers: { cookie, ...named } },
      { name: 'me', path: '/api/v1/me', headers: { cookie, ...named } },
    ].map((one) => ({ ...one, socketPath: instance.socketPath, pid: serving })),
  ];
  await pin(
    cases.map(({ pid }) => pid),
    '0',
  );
  await pin([stack.mariadb.program().pid, stack.cache.program().pid, stack.queue.program().pid], '1');
  type Reading = { rate: number; cpu: number; p99: number };
  const readings = new Map<string, Reading[]>(cases.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, socketPath, path, headers, pid } of cases) {
      const asked = JSON.stringify({ socketPath, path, headers, connections, seconds: round === 0 ? 1 : seconds });
      const before = cpuMs(pid);
      const { stdout } = await run('taskset', ['-c', '1', process.execPath, join(here, 'skeleton/load.ts'), asked]);
      const { count, failed, p99 } = JSON.parse(stdout) as { count: number; failed: number; p99: number };
      if (failed > 0) throw new Error(`${failed} requests of "${name}" failed`);
      // The first round only warms up.
      if (round > 0)
        readings.get(name)?.push({ rate: count / seconds, cpu: ((cpuMs(pid) - before) * 1000) / count, p99 });
    }
  }
  report(readings, opened.body.rows.length);
} finally {
  skeleton?.kill();
  await Promise.all([instance.keeper.stop(), worker.stop()]);
  await stack.stop();
}

function report(
  readings: ReadonlyMap<string, readonly { rate: number; cpu: number; p99: number }[]>,
  rowCount: number,
): void {
  const rows = [...readings].map(([name, taken]) => ({
    name,
    rate: median(taken.map(({ rate }) => rate)),
    cpu: median(taken.map(({ cpu }) => cpu)),
    p99: median(taken.map(({ p99 }) => p99)),
  }));
  const [bare] = rows;
  const lines = [
    '# Hot reads beside a bare handler',
    '',
    ...machineLines('npx node test/bench/hot-reads.ts'),
    '',
    `One serving process on one core; load, MariaDB and Redis on the other. ${connections} kept connections, ${rounds} interleaved rounds of ${seconds} s, medians. The scheme has ${rowCount} rows. At the end: ${loadNow()}.`,
    '',
    '| read | requests/s | of the bare handler | CPU µs of the server | of the bare handler | p99 ms |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ name, rate, cpu, p99 }) =>
        `| ${name} | ${rate.toFixed(0)} | ${((100 * rate) / (bare?.rate ?? 1)).toFixed(0)} % | ${cpu.toFixed(0)} | ${((100 * cpu) / (bare?.cpu ?? 1)).toFixed(0)} % | ${p99.toFixed(1)} |`,
    ),
    '',
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
