/**
 * What a backup of a district of 2,000 teachers takes, what those at work feel of it, and how long a restore and a proof of it
 * take, on a practice server:
 *   sudo npx node test/bench/backup.ts [teachers]
 * Windows with and without a backup are interleaved: both see the same other load of this machine.
 */
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { builtBundle } from '../e2e/built-bundle.ts';
import { must } from '../e2e/journey.ts';
import { LanClient } from '../e2e/lan-client.ts';
import { Laptop } from '../e2e/laptop.ts';
import { startPracticeServer } from '../practice-server/practice-server.ts';
import { loadNow, machineLines, seconds, timed } from './machine-load.ts';

const teachers = Number(process.argv[2] ?? 2000);
const rounds = 8;
/** Requests a second, whether or not earlier ones are answered. */
const rate = 20;
/** Each may ask 400 times a minute. */
const sessions = 4;

type Window = { readonly times: readonly number[]; readonly ms: number };
type Backup = {
  readonly bytes: number;
  readonly contentBytes: number;
  readonly rows: number;
  readonly durationMs: number;
};

const laptop = new Laptop();
const [{ path }, server] = await Promise.all([builtBundle(['bookworm']), startPracticeServer()]);
const ctl = (...args: readonly string[]) => server.mustExec(['teachtrackctl', ...args], { timeoutMs: 3_600_000 });
try {
  await laptop.must(['install', ...laptop.to(server), '--bundle', path, '--yes']);
  const seeded = await timed(() => ctl('seed', '--teachers', String(teachers), '--json'));
  const demo = JSON.parse(seeded.value) as { firstUser: string; passphrase: string; schemes: number };
  console.log(`seeded in ${seconds(seeded.ms)} s: ${demo.schemes} schemes`);
  const ask = await signedIn(demo.firstUser, demo.passphrase);
  await window(ask, pause(3_000));
  const without: Window[] = [];
  const during: Window[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // As every night: without the program that somebody at a terminal watches it with.
    const taken = await window(ask, server.mustExec(['systemctl', 'start', 'teachtrack-backup.service']));
    during.push(taken);
    without.push(await window(ask, pause(Math.max(4_000, taken.ms))));
    console.log(round, taken.times.length, Math.round(taken.ms), loadNow());
  }
  const { last } = JSON.parse(await ctl('backup', 'list', '--json')) as { last: Backup & { name: string } };
  const proof = await timed(() => ctl('drill'));
  const planned = await timed(() => ctl('restore', '--name', last.name, '--json'));
  const { digest } = JSON.parse(planned.value) as { digest: string };
  const restored = await timed(() => ctl('restore', '--name', last.name, '--agree', digest, '--json'));
  const closedMs = Number(/"closedMs":(\d+)/.exec(restored.value)?.[1] ?? Number.NaN);
  report({ during, without, last, proofMs: proof.ms, restoreMs: restored.ms, closedMs });
} finally {
  laptop.remove();
  await server.stop();
}

type Ask = (path: string) => Promise<void>;

async function signedIn(name: string, password: string): Promise<Ask> {
  const { body: ca } = await new LanClient(`http://${server.address}`).call<string>('/ca.crt');
  const origin = `https://${server.address}`;
  const client = new LanClient(origin, ca);
  const me = must(await client.api<{ mustChangePassword: boolean }>('/auth/login', { body: { name, password } }), 200);
  const own = 'a long enough passphrase of my own';
  if (me.mustChangePassword)
    await client.api('/auth/password', { body: { currentPassword: password, newPassword: own } });
  const body = { name, password: me.mustChangePassword ? own : password };
  const cookies: string[] = [];
  for (let session = 0; session < sessions; session += 1) {
    const signIn = await client.api('/auth/login', { body });
    cookies.push(String(signIn.headers['set-cookie']).split(';')[0] ?? '');
  }
  let turn = 0;
  const agent = new Agent({ keepAlive: true, ca });
  return (wanted) =>
    new Promise((done, failed) => {
      turn += 1;
      const cookie = cookies[turn % sessions];
      request(new URL(`/api/v1${wanted}`, origin), { agent, headers: { cookie }, timeout: 30_000 }, (answer) => {
        answer.resume();
        answer.on('end', () =>
          answer.statusCode === 200 ? done() : failed(new Error(`${wanted}: ${answer.statusCode}`)),
        );
      })
        .on('error', failed)
        .end();
    });
}

/** Asks at a steady rate for as long as the work takes. */
async function window(ask: Ask, work: Promise<unknown>): Promise<Window> {
  const paths = ['/dashboard', '/schemes', '/me', '/terms'];
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  const before = performance.now();
  let isOver = false;
  const ended = work.then(() => {
    isOver = true;
  });
  for (let number = 0; !isOver; number += 1) {
    const start = performance.now();
    asked.push(ask(paths[number % paths.length] ?? '/me').then(() => void times.push(performance.now() - start)));
    await Promise.race([pause(1000 / rate), ended]);
  }
  await ended;
  const ms = performance.now() - before;
  await Promise.all(asked);
  return { times, ms };
}

type Figures = {
  readonly during: readonly Window[];
  readonly without: readonly Window[];
  readonly last: Backup;
  readonly proofMs: number;
  readonly restoreMs: number;
  readonly closedMs: number;
};

function report({ during, without, last, proofMs, restoreMs, closedMs }: Figures): void {
  const at = (share: number) => (windows: readonly Window[]) => {
    const times = windows.flatMap((one) => one.times).sort((a, b) => a - b);
    return times[Math.floor(times.length * share)] ?? Number.NaN;
  };
  const [p50, p95] = [at(0.5), at(0.95)];
  const effect = (100 * (p95(during) - p95(without))) / p95(without);
  const MB = (bytes: number) => (bytes / 1_048_576).toFixed(1);
  const lines = [
    '# Backup and restore of a district',
    '',
    ...machineLines(`sudo npx node test/bench/backup.ts ${teachers}`),
    '',
    `${teachers} teachers of demonstration data: ${last.rows} rows, ${MB(last.contentBytes)} MB; at the end ${loadNow()}.`,
    `${rate} requests a second through nginx, ${rounds} interleaved windows each, ${during.flatMap(({ times }) => times).length} answers in those with a backup.`,
    '',
    '| | measured | goal |',
    '| --- | --- | --- |',
    `| backup | ${seconds(last.durationMs)} s, ${MB(last.bytes)} MB | |`,
    `| p50 without and during a backup | ${p50(without).toFixed(1)} and ${p50(during).toFixed(1)} ms | |`,
    `| p95 without and during a backup | ${p95(without).toFixed(1)} and ${p95(during).toFixed(1)} ms: ${effect.toFixed(0)} % | under 10 % |`,
    `| restore, with a backup of what was in use | ${seconds(restoreMs)} s | under 300 s |`,
    `| of it, the site was closed | ${seconds(closedMs)} s | |`,
    `| proof: restored, every row compared, a sign-in | ${seconds(proofMs)} s | |`,
    '',
  ];
  console.log(lines.join('\n'));
  writeFileSync(resolve(import.meta.dirname, '../../docs/benchmarks/backup.md'), lines.join('\n'));
}
