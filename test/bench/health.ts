/**
 * What it costs to know how a server is, on an installed practice server: the command `health` beside a Node that does
 * nothing, and the monitor's processor time over a minute, without load and with it:
 *   sudo npx node test/bench/health.ts
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installedServer } from '../e2e/installed-server.ts';
import { firstSignIn, makeTeacher } from '../e2e/journey.ts';
import type { LanClient } from '../e2e/lan-client.ts';
import { steadyLoad } from '../e2e/steady-load.ts';
import type { PracticeServer } from '../practice-server/practice-server.ts';
import { loadNow, machineLines, median } from './machine-load.ts';

const rounds = 15;
const watchedMs = 60_000;
const teachers = 12;
const current = '/opt/teachtrack/current';

const commands = {
  'a Node that does nothing': `${current}/bin/node -e 0`,
  '**teachtrackctl health**': 'teachtrackctl health',
  'teachtrackctl version, which loads the whole engine': 'teachtrackctl version',
} as const;
type Timed = { readonly name: string; readonly wallMs: readonly number[]; readonly cpuMs: number };
type Watched = { readonly name: string; readonly percent: number; readonly rps: number; readonly load: string };

const { server, laptop, firstSignIn: given } = await installedServer('large');
try {
  const clients = await signedIn();
  const timed: Timed[] = [];
  for (const [name, command] of Object.entries(commands)) timed.push({ name, ...(await timesOf(server, command)) });
  const load = loadNow();
  const idle = await watched('nobody works', async () => 0);
  const busy = await watched(`${teachers} teachers who ask ten times a second`, () => worked(clients));
  report(timed, load, [idle, busy]);
} finally {
  laptop.remove();
  await server.stop();
}

async function signedIn(): Promise<readonly LanClient[]> {
  const place = { origin: `http://${server.address}` };
  const admin = await firstSignIn(place, given);
  const clients: LanClient[] = [];
  for (let count = 1; count <= teachers; count += 1) {
    const teacher = await makeTeacher(admin.client, { code: `S${count}`, name: `School ${count}` });
    clients.push((await firstSignIn(place, teacher)).client);
  }
  return clients;
}

/** Each run by itself on the server, by its own clock; the processor time is that of the run and all its children. */
async function timesOf(at: PracticeServer, command: string): Promise<Omit<Timed, 'name'>> {
  const said = await at.mustExec(
    [
      'bash',
      '-c',
      `for i in $(seq ${rounds}); do b=\${EPOCHREALTIME/./}; ${command} >/dev/null 2>&1; e=\${EPOCHREALTIME/./}; echo $((e - b)); done; times`,
    ],
    { timeoutMs: 300_000 },
  );
  const wallMs = said.split('\n').flatMap((line) => (/^\d+$/.test(line) ? [Number(line) / 1_000] : []));
  const ended = [...(said.split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  const cpuMs = ended.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1_000,
    0,
  );
  return { wallMs, cpuMs: cpuMs / rounds };
}

async function worked(clients: readonly LanClient[]): Promise<number> {
  const load = await steadyLoad(clients, { pauseMs: 100, postEvery: 1_000_000 });
  await sleep(watchedMs);
  const { gets, failed } = await load.stop();
  return (gets - failed.length) / (watchedMs / 1_000);
}

/** Percent of one core that the monitor and what it starts take. */
async function watched(name: string, work: () => Promise<number>): Promise<Watched> {
  const began = performance.now();
  const before = await monitorMs();
  const [rps] = await Promise.all([work(), sleep(watchedMs)]);
  const percent = (100 * ((await monitorMs()) - before)) / (performance.now() - began);
  return { name, percent, rps, load: loadNow() };
}

async function monitorMs(): Promise<number> {
  const ticks = await server.mustExec(
    `awk '{ sub(/^.*\\) /, ""); print $12 + $13 + $14 + $15 }' /proc/$(systemctl show -P MainPID teachtrack-monitor)/stat`,
  );
  return Number(ticks) * 10;
}

function report(timed: readonly Timed[], load: string, monitor: readonly Watched[]): void {
  const ms = (value: number) => value.toFixed(0);
  const lines = [
    '# Cost of knowing how the server is',
    '',
    ...machineLines('sudo npx node test/bench/health.ts'),
    '',
    `On an installed practice server with 8 API instances and 4 workers, ${rounds} runs of each, by the server's own clock; ${load}.`,
    '',
    '| Command | Median, ms | Quickest, ms | Slowest, ms | Processor, ms |',
    '| --- | --- | --- | --- | --- |',
    ...timed.map(({ name, wallMs, cpuMs }) => {
      const ends = [median(wallMs), Math.min(...wallMs), Math.max(...wallMs), cpuMs].map(ms);
      return `| ${name} | ${ends.join(' | ')} |`;
    }),
    '',
    'Goal: `health` under 300 ms. It asks MariaDB, both Redis, systemd and every API instance at the same time, each by a program of its own.',
    '',
    `| The monitor over ${watchedMs / 1_000} s, with what it starts | Requests a second | Percent of one core | Machine |`,
    '| --- | --- | --- | --- |',
    ...monitor.map((one) => `| ${one.name} | ${one.rps.toFixed(0)} | ${one.percent.toFixed(2)} | ${one.load} |`),
    '',
  ];
  console.log(lines.join('\n'));
  writeFileSync(resolve(import.meta.dirname, '../../docs/benchmarks/health.md'), lines.join('\n'));
}
