/**
 * How long it takes until teachers are served again and somebody is told, after a part of an installed server was killed
 * while people work:
 *   sudo npx node test/bench/recovery.ts [rounds] [small]
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeScheme } from '../e2e/journey.ts';
import { WatchedServer } from '../e2e/years/watched-server.ts';
import { loadNow, machineLines, median, seconds } from './machine-load.ts';

const rounds = Number(process.argv[2] ?? 5);
const size = process.argv[3] === 'small' ? 'small' : 'large';
const monitorFolder = '/var/lib/teachtrack/monitor';

type Fault = { readonly what: string; readonly unit: string; readonly kill: string; readonly told: RegExp };

const killed = (what: string, unit: string): Fault => ({
  ...{ what, unit, kill: `main=$(systemctl show -P MainPID ${unit}); kill -KILL $main $(pgrep -P $main)` },
  told: new RegExp(`${unit.replace(/[.@]/g, '\\$&')}(\\.service)? ended`),
});

const faults: readonly Fault[] = [
  killed('The database', 'mariadb'),
  killed('The Redis of the queue', 'redis-server@teachtrack-queue'),
  killed('One API instance', 'teachtrack-api@1'),
  killed('One worker', 'teachtrack-worker@1'),
  killed('The web server', 'nginx'),
];

type Round = { readonly servedMs: number; readonly toldMs: number; readonly refused: number };
type Measured = { readonly what: string; readonly rounds: readonly Round[]; readonly machine: string };

const watched = await WatchedServer.start(8, size);
const measured: Measured[] = [];
try {
  await watched.tellByMail();
  for (const fault of faults) {
    const all: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      all.push(await measure(fault, round));
      console.log(fault.what, all.at(-1), loadNow());
    }
    measured.push({ what: fault.what, rounds: all, machine: loadNow() });
  }
  report();
} finally {
  await watched.stop();
}

async function measure({ unit, kill, told }: Fault, round: number): Promise<Round> {
  await forgetEarlier(unit);
  const load = await watched.begin(8, true, watched.teachers.slice(0, -1));
  // The monitor looks every half a minute: each round begins at another moment of it.
  await pause(3_000 + (30_000 / rounds) * round);
  const since = Date.now();
  const refusedBefore = load.failed.length;
  await watched.sh(kill);
  const [servedMs, mail] = await Promise.all([made(since), watched.mailLike(told, since)]);
  const { failed } = await load.stop();
  return { servedMs, toldMs: mail.afterMs, refused: failed.length - refusedBefore };
}

/**
 * Until a teacher has asked for a scheme of work and holds it in hands: all parts of the server are in that. It is one who
 * does nothing else: whoever asks as fast as this is told to wait by the limit of each client sooner or later.
 */
async function made(since: number): Promise<number> {
  const teacher = watched.teachers.at(-1);
  if (teacher === undefined) throw new Error('nobody is at work');
  for (;;) {
    const isMade = await makeScheme(teacher, `R${Date.now()}`).then(
      () => true,
      () => false,
    );
    if (isMade) return Date.now() - since;
    await pause(200);
  }
}

/** Of a service that came back minutes ago nobody is told once more: the monitor begins anew each time. */
async function forgetEarlier(unit: string): Promise<void> {
  await watched.sh(`systemctl stop teachtrack-monitor
    rm -f ${monitorFolder}/alerts.json ${monitorFolder}/health.json
    systemctl reset-failed ${unit} teachtrack-monitor; systemctl restart ${unit}`);
  await watched.healthy();
  await watched.sh('systemctl start teachtrack-monitor');
}

function report(): void {
  const of = (values: readonly number[]) => `${seconds(median(values))} | ${seconds(Math.max(...values))}`;
  const lines = [
    '# From a killed part to teachers who are served again',
    '',
    ...machineLines('sudo npx node test/bench/recovery.ts'),
    '',
    `A practice server set up for ${size === 'small' ? '150' : '2,000'} teachers; 7 signed-in teachers read and have schemes made about five times a second each.`,
    'Every process of the part is killed with SIGKILL, at another moment between two looks of the monitor each time.',
    '*Served*: until a teacher has asked for a scheme of work and it is made, through nginx, the API, the database, the queue and a worker.',
    '*Told*: until the mail has come in at a real mail server.',
    '',
    '| Killed | Rounds | Served, median s | Served, longest s (goal: 15) | Told, median s | Told, longest s (goal: 60) | Requests refused in all rounds | Machine |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...measured.map(({ what, rounds: all, machine }) => {
      const refused = all.reduce((sum, one) => sum + one.refused, 0);
      const served = of(all.map(({ servedMs }) => servedMs));
      return `| ${what} | ${all.length} | ${served} | ${of(all.map(({ toldMs }) => toldMs))} | ${refused} | ${machine} |`;
    }),
    '',
  ];
  writeFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/benchmarks/recovery.md'), lines.join('\n'));
  console.log(lines.join('\n'));
}
