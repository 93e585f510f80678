/**
 * A whole install beside its floor (the bundle sent by `cat`, its packages installed by apt, its archives unpacked) on
 * equal fresh practice servers, then installs that find nothing to do:
 *   sudo npx node test/bench/install.ts [rounds]
 * Processor time is that of everything on the server, which other load of the machine changes far less than the clock.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JournalEntry, Plan } from '../../installer/contract/events.ts';
import { Secret } from '../../provision/model/secret.ts';
import { connectSsh } from '../../provision/transport/ssh.ts';
import { builtBundle } from '../e2e/built-bundle.ts';
import { touchedDuring } from '../e2e/files-on-disk.ts';
import { jsonLines, Laptop } from '../e2e/laptop.ts';
import { must } from '../practice-server/host/run.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { loadNow, machineLines, median, seconds, timed } from './machine-load.ts';

const rounds = Number(process.argv[2] ?? 1);
const repeats = 5;
const suite = 'bookworm';
const { path: bundle, manifest } = await builtBundle();
const packages = `packages-${suite}.tar`;
const release = manifest.files.find((file) => file.kind === 'release');
const options = { suite, sshdConfig: 'LogLevel VERBOSE' } as const;

const laptop = new Laptop();
const floors: Floor[] = [];
const installs: Install[] = [];
let second: Second | undefined;
try {
  for (let round = 1; round <= rounds; round += 1) {
    floors.push(await onFresh(floorOf));
    console.log(floors.at(-1));
    installs.push(
      await onFresh(async (server) => {
        // Each round's server has the address of the one before it, and another identity.
        if (round > 1) await laptop.must(['forget', server.address]);
        const install = await installOn(server);
        if (round === rounds) second = await secondOn(server);
        return install;
      }),
    );
    console.log(installs.at(-1)?.wallMs);
  }
  report();
} finally {
  laptop.remove();
}

type Floor = {
  readonly sendMs: number;
  readonly unpackMs: number;
  readonly aptMs: number;
  readonly cpuSeconds: number;
  readonly load: string;
};
type Install = {
  readonly wallMs: number;
  readonly cpuSeconds: number;
  readonly steps: readonly { readonly step: string; readonly ms: number }[];
  readonly verifyMs: number;
  readonly runnerMiB: number;
  readonly load: string;
};
type Second = {
  readonly wallMs: readonly number[];
  readonly connectMs: readonly number[];
  /** The program started and ended with nothing to do but its help. */
  readonly startMs: readonly number[];
  readonly sessions: number;
  readonly satisfied: number;
  readonly touched: readonly string[];
  readonly touchedIdle: readonly string[];
  readonly load: string;
};

async function onFresh<T>(work: (server: PracticeServer) => Promise<T>): Promise<T> {
  const server = await startPracticeServer(options);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** Of all processes that run on the server or ever did. */
async function cpuSecondsOf(server: PracticeServer): Promise<number> {
  const ticks = await server.mustExec(
    `cat /proc/[0-9]*/stat 2>/dev/null | awk '{ sub(/^.*\\) /, ""); sum += $12 + $13 + $14 + $15 } END { print sum }'`,
  );
  return Number(ticks) / 100;
}

/** Runs it beside the server's own processes, and gives the seconds of processor time that it took. */
async function cpuOf(server: PracticeServer, script: string): Promise<number> {
  const said = await server.mustExec(`{ ${script}\n} || exit 1\ntimes`, { timeoutMs: 600_000 });
  return [...(said.split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

async function floorOf(server: PracticeServer): Promise<Floor> {
  const cpuBefore = await cpuSecondsOf(server);
  const ssh = [
    ...['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'],
    ...['-i', server.users.root.keyFile, `root@${server.address}`],
  ];
  await server.mustExec(['mkdir', '-p', '/srv/floor/packages', '/srv/floor/release']);
  const send = await timed(() =>
    Promise.all(
      [packages, release?.name ?? ''].map((name) =>
        must(
          [
            'sh',
            '-c',
            'file=$1; shift; exec ssh "$@" <"$file"',
            'sh',
            join(bundle, name),
            ...ssh,
            `cat >/srv/floor/${name}`,
          ],
          {
            timeoutMs: 300_000,
          },
        ),
      ),
    ),
  );
  const unpack = await timed(() =>
    cpuOf(
      server,
      `cd /srv/floor && dpkg-deb -x ${release?.name} release && tar -x -f ${packages} -C packages && sync -f .`,
    ),
  );
  const apt = await timed(() =>
    cpuOf(
      server,
      `cd /srv/floor && echo 'deb [trusted=yes] file:/srv/floor/packages ./' >list && mkdir -p none lists/partial cache/archives/partial &&
set -- -q -y -o Dir::Etc::sourcelist=/srv/floor/list -o Dir::Etc::sourceparts=/srv/floor/none -o Dir::State::lists=/srv/floor/lists -o Dir::Cache=/srv/floor/cache -o APT::Sandbox::User=root -o APT::Install-Recommends=false &&
export DEBIAN_FRONTEND=noninteractive && for unit in mariadb nginx redis-server; do systemctl mask --quiet --runtime $unit.service; done &&
apt-get "$@" update && apt-get "$@" install mariadb-server redis-server nginx`,
    ),
  );
  const cpuSeconds = (await cpuSecondsOf(server)) - cpuBefore + unpack.value + apt.value;
  return { sendMs: send.ms, unpackMs: unpack.ms, aptMs: apt.ms, cpuSeconds, load: loadNow() };
}

async function installOn(server: PracticeServer): Promise<Install> {
  const cpuBefore = await cpuSecondsOf(server);
  const peak = server.exec(
    `touch /run/sampling; while [ -e /run/sampling ]; do
pid=$(sed -n 's/.*"pid":\\([0-9]*\\).*/\\1/p' /run/teachtrack/lock/owner.json 2>/dev/null)
[ -n "$pid" ] && sed -n 's/^VmHWM:[^0-9]*\\([0-9]*\\) kB/\\1/p' /proc/$pid/status 2>/dev/null
sleep 0.3; done | sort -n | tail -n 1`,
    { timeoutMs: 1_200_000 },
  );
  const done = await timed(() =>
    laptop.must(['install', ...laptop.to(server), '--bundle', bundle, '--yes', '--json', '--report', 'report.html']),
  );
  await server.exec(['rm', '-f', '/run/sampling']);
  const entries = jsonLines<JournalEntry>(done.value.stdout, 'seq');
  const steps = entries.flatMap(({ event }) =>
    event.kind === 'step-done' ? [{ step: event.step, ms: event.durationMs }] : [],
  );
  const at = (kind: string) => Date.parse(entries.findLast(({ event }) => event.kind === kind)?.at ?? '');
  return {
    wallMs: done.ms,
    cpuSeconds: (await cpuSecondsOf(server)) - cpuBefore,
    steps,
    verifyMs: at('verified') - at('step-done'),
    runnerMiB: Number((await peak).stdout) / 1024,
    load: loadNow(),
  };
}

/** An install that finds nothing to do: how long, how many sessions of SSH, and what it touched on the server. */
async function secondOn(server: PracticeServer): Promise<Second> {
  const again = ['install', ...laptop.to(server), '--bundle', bundle, '--yes', '--json'];
  const sessions = async () =>
    Number(await server.mustExec("journalctl --identifier=sshd --no-pager | grep -c 'Starting session:' || true"));
  await laptop.must(again);
  const wallMs: number[] = [];
  const connectMs: number[] = [];
  const startMs: number[] = [];
  const before = await sessions();
  let plan: Plan | undefined;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const done = await timed(() => laptop.must(again));
    wallMs.push(done.ms);
    plan = jsonLines<{ plan: Plan }>(done.value.stdout, 'plan')[0]?.plan;
  }
  const counted = ((await sessions()) - before) / repeats;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    connectMs.push((await timed(() => connectOnly(server))).ms);
    startMs.push((await timed(() => laptop.must(['install', '--help']))).ms);
  }
  const touched = await touchedDuring(server, () => laptop.must(again));
  const touchedIdle = await touchedDuring(server, () => server.exec(['sleep', '5']));
  if (plan === undefined || plan.steps.length > 0) throw new Error('the second install was not one without changes');
  return {
    ...{ wallMs, connectMs, startMs, sessions: counted, satisfied: plan.satisfied.length, touched, touchedIdle },
    load: loadNow(),
  };
}

/** Signs in, tries sudo and hangs up, in a process that runs already. */
async function connectOnly({ address, port, users, hostKeyFingerprint }: PracticeServer): Promise<void> {
  const password = new Secret(users.anna.password);
  const transport = await connectSsh({
    ...{ host: address, port, user: 'anna', hostKey: { fingerprint: hostKeyFingerprint } },
    credential: { kind: 'password', password },
  });
  await transport.testSudo(password);
  await transport.close();
}

function report(): void {
  const floor = median(floors.map((one) => one.sendMs + one.unpackMs + one.aptMs));
  const ours = median(installs.map(({ wallMs }) => wallMs));
  const bound = floor * 1.25 + 30_000;
  const last = installs.at(-1);
  const lines = [
    '# A whole install, its floor, and an install with nothing to do',
    '',
    ...machineLines('sudo npx node test/bench/install.ts'),
    '',
    `Practice server (${suite}), user with a sudo password, bundle built before. The floor is the same bundle sent by \`ssh cat\`, both archives unpacked and synced, and \`apt-get install mariadb-server redis-server nginx\` from it with the services kept from starting: no plan, no tuning, no service started.`,
    '',
    '| round | floor: send s | unpack s | apt s | floor s | install s | install / floor | machine |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...floors.map((one, index) => {
      const sum = one.sendMs + one.unpackMs + one.aptMs;
      const install = installs[index];
      return `| ${index + 1} | ${seconds(one.sendMs)} | ${seconds(one.unpackMs)} | ${seconds(one.aptMs)} | ${seconds(sum)} | ${seconds(install?.wallMs ?? Number.NaN)} | ${((install?.wallMs ?? Number.NaN) / sum).toFixed(2)} | ${one.load}; then ${install?.load} |`;
    }),
    '',
    `Processor time on the server: ${median(installs.map(({ cpuSeconds }) => cpuSeconds)).toFixed(1)} s for an install, ${median(floors.map(({ cpuSeconds }) => cpuSeconds)).toFixed(1)} s for the floor.`,
    '',
    `Goal: at most 1.25 × floor + 30 s = ${seconds(bound)} s. ${ours <= bound ? 'Reached' : 'Not reached'}: ${seconds(ours)} s.`,
    '',
    '## The run by step',
    '',
    '| step | s |',
    '| --- | --- |',
    ...(last?.steps ?? []).map(({ step, ms }) => `| ${step} | ${seconds(ms)} |`),
    `| final checks | ${seconds(last?.verifyMs ?? Number.NaN)} |`,
    `| everything else: connecting, checking, sending, unpacking, planning, report | ${seconds((last?.wallMs ?? 0) - (last?.steps ?? []).reduce((sum, { ms }) => sum + ms, 0) - (last?.verifyMs ?? 0))} |`,
    '',
    `The runner on the server took at most ${((last?.runnerMiB ?? Number.NaN) * 1.048576).toFixed(0)} MB (goal: under 150: ${(last?.runnerMiB ?? Number.NaN) * 1.048576 < 150 ? 'reached' : 'not reached'}; highest VmHWM of it and of the program that starts it, read every 0.3 s).`,
    '',
    ...secondLines(),
    '## Sizes',
    '',
    `Appliance, engine and Node: ${((release?.bytes ?? 0) / 1e6).toFixed(1)} MB compressed (goal: at most 45). ${manifest.files
      .filter((file) => file.kind === 'packages')
      .map((file) => `Packages of ${file.suite}: ${(file.bytes / 1e6).toFixed(1)} MB.`)
      .join(' ')}`,
    '',
  ];
  writeFileSync(resolve(import.meta.dirname, '../../docs/benchmarks/install.md'), lines.join('\n'));
  console.log(lines.join('\n'));
}

function secondLines(): readonly string[] {
  if (second === undefined) return [];
  const { wallMs, connectMs, startMs, sessions, satisfied, touched, touchedIdle, load } = second;
  const work = median(wallMs) - median(connectMs) - median(startMs);
  return [
    '## An install that finds nothing to do',
    '',
    `${repeats} times (${load}): whole process ${wallMs.map(seconds).join(', ')} s, median **${seconds(median(wallMs))} s** (goal: under 5). Starting the program alone: ${seconds(median(startMs))} s; signing in and trying sudo alone: ${seconds(median(connectMs))} s. That leaves ${seconds(work)} s for checking and planning (goal for the work after connecting: 1.5). ${satisfied} steps found satisfied, with ${sessions.toFixed(1)} SSH sessions each, sign-in, sudo and hanging up included.`,
    '',
    `Files and folders touched in any way (ctime) on the server's disk, /run/teachtrack, /tmp and /var/tmp meanwhile, logs and the books of systemd, apt and dpkg left out: ${list(touched)}. In 5 idle seconds: ${list(touchedIdle)}.`,
    '',
  ];
}

function list(paths: readonly string[]): string {
  return paths.length === 0 ? 'none' : paths.map((path) => `\`${path}\``).join(', ');
}
