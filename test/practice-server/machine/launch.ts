import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerPaths } from '../host/paths.ts';
import { childrenOf, identify, isAlive, killProcess, type ProcessIdentity } from '../host/process-identity.ts';
import { must, run, tail } from '../host/run.ts';
import { prepareSource } from './init.ts';
import type { Network } from './network.ts';
import { deviceNames, type Presented } from './presented.ts';

const bootTimeoutMs = 60_000;

export type Machine = {
  readonly paths: ServerPaths;
  readonly machineName: string;
  readonly network: Network;
  readonly presented: Presented;
  readonly sshPort: number;
  readonly noexecTmp: boolean;
};

/**
 * Mounts the disk and hands over to nspawn, in a mount namespace of their own: when the last process is gone, so are the
 * mount and the loop device, whoever killed it. The device has its presented name at the moment of mounting only, in a
 * /dev that nobody else sees; that is enough for it to stand in /proc/mounts inside. With --keep-unit nspawn ends with 133
 * when the server reboots itself (systemd-nspawn(1)): then it is started again.
 */
const launchScript = `set -eu
power=$1 partition=$2 minor=$3 loop=$4 root=$5
shift 5
read -r boot </proc/sys/kernel/random/boot_id
started=$(cut -d ' ' -f 22 "/proc/$$/stat")
printf '{"pid":%s,"startTime":%s,"bootId":"%s"}' "$$" "$started" "$boot" >"$power"
mount -t tmpfs tmpfs /dev
mknod "/dev/$partition" b 7 "$minor"
mount -t ext4 -o noinit_itable "/dev/$partition" "$root"
umount /dev
losetup --detach "$loop"
status=133
while [ $status = 133 ]; do
  status=0
  systemd-nspawn --quiet --directory="$root" "$@" || status=$?
done
exit $status`;

/** Switches the server on and gives the process that lives as long as it is on: the parent of nspawn. */
export async function powerOn(machine: Machine): Promise<ProcessIdentity> {
  const { paths } = machine;
  const loop = (await must(['losetup', '--find', '--show', paths.disk])).trim();
  const minor = loop.replace('/dev/loop', '');
  prepareSource(paths.presented, machine.presented, `7:${minor}`, machine.noexecTmp);
  const unshare = ['--mount', '--propagation', 'private', 'sh', '-c', launchScript, 'launch'];
  const disk = [paths.power, deviceNames(machine.presented.disk).partition, minor, loop, paths.mountPoint];
  const nspawn = [
    ...[
      `--machine=${machine.machineName}`,
      '--register=no',
      '--keep-unit',
      `--network-bridge=${machine.network.bridge}`,
    ],
    ...['--resolv-conf=off', '--timezone=off', '--link-journal=no', '--console=read-only'],
    ...[`--bind-ro=${paths.presented}:/run/practice`, '/bin/sh', '/run/practice/init'],
  ];
  const log = openSync(paths.console, 'a');
  // Debian 12 and later know one cgroup hierarchy only; /tmp is on the disk unless the server says otherwise.
  const env = { ...process.env, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1', SYSTEMD_NSPAWN_TMPFS_TMP: '0' };
  const child = spawn('unshare', [...unshare, ...disk, ...nspawn], {
    detached: true,
    stdio: ['ignore', log, log],
    env,
  });
  closeSync(log);
  child.unref();
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity === undefined) throw new Error(`The server's process did not start\n${consoleTail(paths)}`);
  return identity;
}

/** The process of the server's power as it wrote itself down before it did anything else; it may be dead. */
export function powerOf(paths: ServerPaths): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(paths.power, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

/** The first process inside; it changes when the server reboots itself. */
export function leaderOf(power: ProcessIdentity): number | undefined {
  if (!isAlive(power)) return undefined;
  return childrenOf(power.pid).flatMap(childrenOf).find(isFirstInside);
}

function isFirstInside(pid: number): boolean {
  try {
    return /^NSpid:\s+\d+\s+1$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

export function insideArgv(leader: number, argv: readonly string[]): string[] {
  const environment = [
    'HOME=/root',
    'LC_ALL=C.UTF-8',
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  ];
  return ['nsenter', '--target', String(leader), '--all', '--', 'env', '-i', ...environment, ...argv];
}

/** Resolves when systemd says `running` and sshd greets; rejects with the console's last lines. */
export async function untilUp(machine: Machine, power: ProcessIdentity): Promise<void> {
  const until = Date.now() + bootTimeoutMs;
  const fail = (what: string) => new Error(`${machine.machineName}: ${what}\n${consoleTail(machine.paths)}`);
  for (let state = ''; state !== 'running'; await sleep(100)) {
    if (!isAlive(power)) throw fail('the server went off while it booted');
    if (Date.now() > until) throw fail(`systemd is "${state}" after ${bootTimeoutMs} ms, not "running"`);
    const leader = leaderOf(power);
    if (leader === undefined) continue;
    const asked = await run(insideArgv(leader, ['systemctl', 'is-system-running']), {
      timeoutMs: 10_000,
      keepAwake: true,
    });
    state = asked.stdout.trim();
    if (state === 'degraded') {
      const failed = await run(insideArgv(leader, ['systemctl', '--failed', '--no-legend', '--plain']));
      throw fail(`units failed at boot:\n${failed.stdout}`);
    }
  }
  while (!(await sshGreets(machine.network.address, machine.sshPort))) {
    if (Date.now() > until) throw fail(`no SSH server answers on ${machine.network.address} port ${machine.sshPort}`);
    await sleep(100);
  }
}

/** Ends every process of the server at once, as a power cut does, and waits until its disk is free again. */
export async function powerOff(paths: ServerPaths): Promise<void> {
  const power = powerOf(paths);
  if (power !== undefined && isAlive(power)) {
    const nspawn = childrenOf(power.pid);
    const everyone = [...nspawn, ...nspawn.flatMap(childrenOf)].flatMap((pid) => identify(pid) ?? []);
    for (const process of [power, ...everyone]) killProcess(process);
  }
  // A loop device that outlives its mount by so long was never mounted: its process died before it could.
  const until = Date.now() + 10_000;
  for (let loops = await loopsOf(paths.disk); loops.length > 0; loops = await loopsOf(paths.disk)) {
    if (Date.now() > until) await must(['losetup', '--detach', ...loops]);
    await sleep(50);
  }
}

async function loopsOf(disk: string): Promise<string[]> {
  const listed = await must(['losetup', '--noheadings', '--list', '--output', 'NAME', '--associated', disk]);
  return listed.split('\n').filter(Boolean);
}

export function consoleTail(paths: ServerPaths): string {
  try {
    return `Console:\n${tail(readFileSync(paths.console, 'utf8'), 25)}`;
  } catch {
    return 'Console: empty';
  }
}

function sshGreets(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (data) => end(data.toString('latin1').includes('SSH-2.0')));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}
