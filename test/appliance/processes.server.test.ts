import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silenceMs, watchEveryMs } from '../../appliance/serving/timing.ts';
import { inviteGuests } from '../../appliance/verify/guests.ts';
import { createVisitor } from '../../appliance/verify/visitor.ts';
import { runEntry } from '../services/entries.ts';
import { type Instance, startInstance } from '../services/instance.ts';
import { type JumpingClock, jumpingClock } from '../services/jumping-clock.ts';
import { memoryGroup } from '../services/memory-group.ts';
import { type Nginx, startNginx } from '../services/nginx.ts';
import { type Program, until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { administrator, connecting } from './world.ts';

let stack: Stack;
let nginx: Nginx;
let instance: Instance;
let worker: Program;
let address: string;
let clock: JumpingClock;
const group = memoryGroup(900);

/** Takes memory when it is told to, much faster than anybody looks. */
const greedy =
  "process.on('SIGUSR2', () => { const held = []; setInterval(() => held.push(Buffer.alloc(64e6, 1)), 5); });";

const healthStatus = async () =>
  (await fetch(`${address}/health`, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined))?.status;

/** Empty while the primary has none yet, where `ps` ends with 1. */
function servingProcesses(): number[] {
  const listed = spawnSync('ps', ['-o', 'pid=', '--ppid', String(instance.pid())], { encoding: 'utf8' });
  return listed.stdout
    .split(/\s+/)
    .filter((pid) => pid !== '')
    .map(Number);
}

beforeAll(async () => {
  const started = await startStack({ entries: ['api', 'worker', 'verify'] });
  clock = jumpingClock(started.folder);
  const greed = join(started.folder, 'greedy.mjs');
  writeFileSync(greed, greedy);
  const options = { NODE_OPTIONS: `${clock.env['NODE_OPTIONS']} --import=${greed}` };
  stack = { ...started, env: { ...started.env, ...options } };
  instance = await startInstance(stack);
  worker = runEntry(stack, 'worker');
  nginx = await startNginx(stack.folder, instance.socketPath);
  address = `http://127.0.0.1:${nginx.httpPort}`;
  await until('the API serves', async () => (await healthStatus()) === 200);
});

afterAll(async () => {
  await Promise.all([instance?.keeper.stop(), worker?.stop(), nginx?.stop()]);
  await stack?.stop();
  group?.remove();
});

type Line = { check: string; origin: string; ok: boolean; detail: string };

async function verified(...args: string[]): Promise<{ code: number | null; lines: Line[] }> {
  const run = runEntry(stack, 'verify', args);
  const code = await run.ended;
  const lines = run
    .output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  return { code, lines };
}

test('a teacher gets through the whole site over HTTP and over HTTPS, and leaves no trace', async () => {
  await inviteGuests(stack.db);
  const before = await stack.db.selectFrom('session').select('id').execute();
  const https = `https://teachtrack.test:${nginx.httpsPort}`;
  const args = ['--origin', address, '--origin', https, '--ca', nginx.authorityPath, '--connect', '127.0.0.1'];
  const { code, lines } = await verified(...args);
  expect(lines.filter(({ ok }) => !ok)).toEqual([]);
  expect(code).toBe(0);
  expect(lines[0]).toMatchObject({ check: 'leftovers-removed', detail: '2 school(s) of an interrupted verification' });
  const checks = ['health', 'signed-out-refused', 'sign-in', 'password-change', 'scheme-generated-live'];
  const rest = ['scheme-opened', 'other-school-refused', 'sign-out'];
  for (const origin of [address, https]) {
    expect(lines.filter((line) => line.origin === origin).map(({ check }) => check)).toEqual([...checks, ...rest]);
  }
  for (const table of ['user', 'school', 'scheme', 'scheme_row', 'job', 'session', 'class_stream', 'audit'] as const) {
    expect(await stack.db.selectFrom(table).select('id').execute(), table).toEqual([]);
  }
  expect(before).toEqual([]);
});

test('verification fails when the certificate is of another authority, and says so', async () => {
  const { code, lines } = await verified(
    '--origin',
    `https://teachtrack.test:${nginx.httpsPort}`,
    '--connect',
    '127.0.0.1',
  );
  expect(code).toBe(1);
  expect(lines[0]).toMatchObject({ check: 'health', ok: false, detail: expect.stringMatching(/certificate/) });
});

test('a restart under load fails no request: those under way end, the others wait for the next instance', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 24 });
  const statuses = new Map<string, number>();
  const over = Date.now() + 12_000;
  const client = async (_: unknown, number: number) => {
    // A request that changes something is asked of no other instance when one has begun it: it must not fail at all.
    const [method, path] = number % 2 === 0 ? ['GET', 'openapi.json'] : ['POST', 'auth/login'];
    while (Date.now() < over) {
      const status = await new Promise<string>((resolve) => {
        request(`${address}/api/v1/${path}`, { agent, method }, (answer) => {
          answer.resume().once('end', () => resolve(String(answer.statusCode)));
        })
          .once('error', (error) => resolve(error.message))
          .end();
      });
      const what = `${method} ${status}`;
      statuses.set(what, (statuses.get(what) ?? 0) + 1);
      await sleep(10);
    }
  };
  const clients = Array.from({ length: 24 }, client);
  for (let restart = 0; restart < 2; restart++) {
    await sleep(1_000);
    const old = instance.pid();
    process.kill(old, 'SIGTERM');
    await until('the old instance has ended', () => instance.pid() !== old);
  }
  await Promise.all(clients);
  agent.destroy();
  expect([...statuses.keys()].sort()).toEqual(['GET 200', 'POST 400']);
});

test('an instance with idle connections and an open event stream ends by itself', async () => {
  await until('it serves', async () => (await healthStatus()) === 200);
  const ask = connecting({
    ...stack,
    settings: { ...stack.settings, api: { ...stack.settings.api, socketPath: instance.socketPath } },
  });
  const admin = await administrator(stack, ask);
  const over = new AbortController();
  let events = '';
  const visitor = createVisitor({ origin: address, authority: undefined, connectTo: undefined, timeoutMs: 60_000 });
  const body = { name: 'admin', password: admin.password };
  await visitor.ask({ method: 'POST', path: '/api/v1/auth/login', body });
  const stream = visitor.listen('/api/v1/events', over.signal, (event) => {
    events += event;
  });
  await until('the stream is open', () => events === 'hello');
  const old = instance.pid();
  process.kill(old, 'SIGTERM');
  await stream;
  await until('the old instance has ended', () => instance.pid() !== old);
  await until('the next one serves', async () => (await healthStatus()) === 200);
});

test('a serving process that dies is replaced, and meanwhile the other serves', async () => {
  await until('two processes', () => servingProcesses().length === 2);
  const [one = Number.NaN, other = Number.NaN] = servingProcesses();
  process.kill(one, 'SIGKILL');
  await until('it is replaced', () => !servingProcesses().includes(one) && servingProcesses().length === 2);
  expect(servingProcesses()).toContain(other);
  await until('the site serves', async () => (await healthStatus()) === 200);
});

test('a serving process whose event loop stands still is killed and replaced', async () => {
  await until('two processes', () => servingProcesses().length === 2);
  const [one = Number.NaN] = servingProcesses();
  process.kill(one, 'SIGSTOP');
  await until('it is replaced', () => !servingProcesses().includes(one) && servingProcesses().length === 2);
  await until('the site serves', async () => (await healthStatus()) === 200);
});

test('a clock that is put an hour ahead and back ends no process', async () => {
  await until('two processes', () => servingProcesses().length === 2);
  const before = servingProcesses();
  for (const ahead of [3_600_000, -3_600_000]) {
    clock.jump(ahead);
    const living = () => [instance.pid(), ...servingProcesses()];
    await until('they have lived with it', () => living().length === 3 && clock.livedWith(living()));
    expect([servingProcesses(), await healthStatus()]).toEqual([before, 200]);
  }
});

const drill = test.runIf(process.env['TEACHTRACK_DRILLS'] === 'all');

drill('a primary that stood still itself, as when its machine is held, takes nobody for silent', async () => {
  await until('two processes', () => servingProcesses().length === 2);
  const before = servingProcesses();
  process.kill(instance.pid(), 'SIGSTOP');
  // The fault itself: longer than anybody may be silent.
  await sleep(silenceMs + 2_000);
  process.kill(instance.pid(), 'SIGCONT');
  await until('the site serves', async () => (await healthStatus()) === 200);
  await sleep(3 * watchEveryMs);
  expect([servingProcesses(), await healthStatus()]).toEqual([before, 200]);
});

test.runIf(group !== undefined)(
  'a serving process that takes all memory of its service is ended alone, before it is noticed, and replaced',
  async () => {
    // A kernel that was slow to count what the first one gave back takes another one, once in a while.
    const isAlone: boolean[] = [];
    while (!isAlone.includes(true) && isAlone.length < 3) {
      await until('two processes', () => servingProcesses().length === 2);
      const primary = instance.pid();
      const [one = Number.NaN, other = Number.NaN] = servingProcesses();
      group?.hold([primary, one, other]);
      process.kill(one, 'SIGUSR2');
      await until('it is replaced', () => !servingProcesses().includes(one) && servingProcesses().length === 2);
      expect([instance.pid(), (group?.met() ?? 0) > 0]).toEqual([primary, true]);
      isAlone.push(servingProcesses().includes(other));
    }
    expect(isAlone).toContain(true);
    await until('the site serves', async () => (await healthStatus()) === 200);
  },
);
