/*
 * What ten open status panels cost the server: `npx node test/bench/status-panel.ts`. Processor time of the serving
 * processes, MariaDB and Redis with nobody looking, and with ten panels open.
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
import { loadNow, machineLines } from './machine-load.ts';

const viewers = 10;
const processes = 8;
const measuredMs = 40_000;

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
  const watched = [...servingProcesses(instance.pid()), stack.mariadb.program().pid];
  watched.push(stack.cache.program().pid, stack.queue.program().pid);
  // The monitor goes on writing, as it does on a server.
  const writing = setInterval(() => state.health({}), 10_000);
  await sleep(5_000);
  const idle = await measured(watched);
  const panels = Array.from({ length: viewers }, () => panel(cookie));
  await sleep(5_000);
  const watching = await measured(watched);
  clearInterval(writing);
  report(
    idle,
    watching,
    panels.reduce((sum, one) => sum + one.bytes(), 0),
  );
  for (const one of panels) one.close();
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
  const turns = [
    setInterval(() => ask('schools'), 30_000),
    setInterval(() => ask('history'), 60_000),
    setInterval(() => ask('audit?limit=20'), 60_000),
  ];
  for (const path of ['schools', 'history', 'audit?limit=20']) ask(path);
  return {
    bytes: () => bytes,
    close() {
      for (const turn of turns) clearInterval(turn);
      stream.destroy();
    },
  };
}

/** Percent of one core. */
async function measured(pids: readonly number[]): Promise<number> {
  const before = pids.map(cpuMs);
  const start = performance.now();
  await sleep(measuredMs);
  const used = pids.reduce((sum, pid, index) => sum + cpuMs(pid) - (before[index] ?? 0), 0);
  return (100 * used) / (performance.now() - start);
}

function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function servingProcesses(primary: number): number[] {
  return readFileSync(`/proc/${primary}/task/${primary}/children`, 'utf8').trim().split(' ').map(Number);
}

function report(idle: number, watching: number, bytes: number): void {
  const lines = [
    '# Cost of the status panel',
    '',
    ...machineLines('npx node test/bench/status-panel.ts'),
    '',
    `${viewers} open panels over ${processes} serving processes, ${measuredMs / 1_000} s each: processor time of the serving processes, MariaDB and both Redis together. At the end: ${loadNow()}.`,
    '',
    '| | percent of one core |',
    '| --- | --- |',
    `| nobody looks | ${idle.toFixed(2)} |`,
    `| ${viewers} panels open | ${watching.toFixed(2)} |`,
    `| **for the panels** | **${(watching - idle).toFixed(2)}** |`,
    '',
    `Goal: under 1 for ${viewers} viewers. Sent to all of them: ${Math.round(bytes / 1_000)} kB since they were opened.`,
    '',
  ];
  console.log(lines.join('\n'));
  writeFileSync(resolve(import.meta.dirname, '../../docs/benchmarks/status-panel.md'), lines.join('\n'));
}
