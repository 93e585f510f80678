import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerPaths, serverPaths } from '../host/paths.ts';
import { childrenOf, identify, isAlive, killProcess, type ProcessIdentity } from '../host/process-identity.ts';
import { must } from '../host/run.ts';
import { prepareSource } from './init.ts';
import type { Network } from './network.ts';
import { deviceNames, type Presented } from './presented.ts';

export type Machine = {
  readonly slot: number;
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
  const paths = serverPaths(machine.slot);
  // Past this machine's page cache: each byte is held once, and streams are written three times as fast.
  const loop = (await must(['losetup', '--find', '--show', '--direct-io=on', paths.disk])).trim();
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
  if (identity === undefined) throw new Error(`The server's process did not start`);
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
    if (Date.now() > until + 60_000)
      throw new Error(`${paths.disk} is in use although its server was ended: is a /sbin/init of it left?`);
    await sleep(50);
  }
}

async function loopsOf(disk: string): Promise<string[]> {
  const listed = await must(['losetup', '--noheadings', '--list', '--output', 'NAME', '--associated', disk]);
  return listed.split('\n').filter(Boolean);
}
