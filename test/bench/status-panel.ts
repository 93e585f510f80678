/*
 * What ten open status panels cost the server: `npx node test/bench/status-panel.ts`. Processor time of the serving
 * processes, MariaDB and Redis with nobody looking, and with ten panels open, in turns.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stateWriter } from '../appliance/web/status/state.ts';
import { administrator, connecting, cookieOf, ownPassword, school } from '../appliance/world.ts';
import { runEntry } from '../services/entries.ts';
import { startInstance } from '../services/instance.ts';
import { until } from '../services/process.ts';
import { startStack } from '../services/stack.ts';
import { loadNow, machineLines, median } from './machine-load.ts';

const viewers = 10;
const processes = 8;
const measuredMs = 30_000;
const turns = 3;
/** What making schools and signing in leaves to be done afterwards must not be counted. */
const settleMs = 20_000;
const programs = ['serving processes', 'MariaDB', 'both Redis'] as const;
type Shares = Readonly<Record<(typeof programs)[number], number>>;

const stack = await startStack({ entries: ['api', 'worker'] });
stack.settings.api.processes = processes;
writeFileSync(`${stack.folder}/settings.json`, JSON.stringify(stack.settings));
const state = stateWriter(stack.settings.operations.stateFolder);
state.allWell();
const instance = await startInstance(stack);
const worker = runEntry(stack, 'worker');
try {
  const ask = connecting(stack, instance.socketPath);
  const isUp = async () => (await ask({ path: '/health' }).catch(() => undefined))?.status === 200;
  await until('the API serves', isUp, 60_000);
  const admin = await administrator(stack, ask);
  for (let count = 1; count <= 50; count++) await school(admin, `S${count}`);
  const body = { name: admin.name, password: ownPassword };
  const cookie = cookieOf(await ask({ method: 'POST', path: '/api/v1/auth/login', body }));
  const watched: Readonly<Record<(typeof programs)[number], readonly number[]>> = {
    'serving processes': servingProcesses(instance.pid()),
    MariaDB: [stack.mariadb.program().pid],
    'both Redis': [stack.cache.program().pid, stack.queue.program().pid],
  };
  // The monitor goes on writing, as it does on a server.
  const writing = setInterval(() => state.health({}), 10_000);
  const [idle, watching]: [Shares[], Shares[]] = [[], []];
  let bytes = 0;
  await sleep(settleMs);
  for (let turn = 0; turn < turns; turn += 1) {
    idle.push(await measured(watched));
    const panels = Array.from({ length: viewers }, () => panel(cookie));
    await sleep(5_000);
    watching.push(await measured(watched));
    bytes += panels.reduce((sum, one) => sum + one.bytes(), 0);
    for (const one of panels) one.close();
    await sleep(5_000);
  }
  clearInterval(writing);
  report(idle, watching, bytes / turns);
} finally {
  await Promise.all([instance.keeper.stop(), worker.stop()]);
  await stack.stop();
}

/** A browser's part of it: the stream, and the questions that the page repeats. */
function panel(cookie: string) {
  let bytes = 0;
  const ask = (path: string) => {
    const sent = request(
      {
        socketPath: instance.socketPath,
        path: `/api/v1/status/${path}`,
        agent: false,
        headers: { host: 'teachtrack.test', cookie },
      },
      (answer) =>
        answer.on('data', (piece: Buffer) => {
          bytes += piece.length;
        }),
    );
    sent.on('error', () => undefined);
    sent.end();
    return sent;
  };
  const stream = ask('events');
  const asking = [
    setInterval(() => ask('schools'), 30_000),
    setInterval(() => ask('history'), 60_000),
    setInterval(() => ask('audit?limit=20'), 60_000),
  ];
  for (const path of ['schools', 'history', 'audit?limit=20']) ask(path);
  return {
    bytes: () => bytes,
    close() {
      for (const turn of asking) clearInterval(turn);
      stream.destroy();
    },
  };
}

/** Percent of one core. */
async function measured(watched: Readonly<Record<(typeof programs)[number], readonly number[]>>): Promise<Shares> {
  const used = () => programs.map((name) => watched[name].reduce((sum, pid) => sum + cpuMs(pid), 0));
  const before = used();
  const start = performance.now();
  await sleep(measuredMs);
  const after = used();
  const took = performance.now() - start;
  return Object.fromEntries(
    programs.map((name, index) => [name, (100 * ((after[index] ?? 0) - (before[index] ?? 0))) / took]),
  ) as Shares;
}

function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function servingProcesses(primary: number): number[] {
  return readFileSync(`/proc/${primary}/task/${primary}/children`, 'utf8').trim().split(' ').map(Number);
}

function report(idle: readonly Shares[], watching: readonly Shares[], bytes: number): void {
  const all = (shares: Shares) => programs.reduce((sum, name) => sum + shares[name], 0);
  const row = (name: string, of: (shares: Shares) => number) => {
    const [without, with10] = [median(idle.map(of)), median(watching.map(of))];
    return `| ${name} | ${without.toFixed(2)} | ${with10.toFixed(2)} | ${(with10 - without).toFixed(2)} |`;
  };
  const lines = [
    '# Cost of the status panel',
    '',
    ...machineLines('npx node test/bench/status-panel.ts'),
    '',
    `Processor time with nobody looking and with ${viewers} open panels over ${processes} serving processes, ${turns} times ${measuredMs / 1_000} s of each in turns; medians. At the end: ${loadNow()}.`,
    '',
    '| Percent of one core | nobody looks | panels open | for the panels |',
    '| --- | --- | --- | --- |',
    ...programs.map((name) => row(name, (shares) => shares[name])),
    row('**all**', all),
    '',
    `Goal: under 1 for ${viewers} viewers. Sent to all of them in ${measuredMs / 1_000 + 5} s: ${Math.round(bytes / 1_000)} kB.`,
    '',
  ];
  console.log(lines.join('\n'));
  writeFileSync(resolve(import.meta.dirname, '../../docs/benchmarks/status-panel.md'), lines.join('\n'));
}
