import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverPaths } from './host/paths.ts';
import { isAlive } from './host/process-identity.ts';
import { must, type RunResult, run, tail } from './host/run.ts';
import { insideArgv } from './machine/inside.ts';
import { ensureNetwork, setCable } from './machine/network.ts';
import { leaderOf, powerOf, powerOff, powerOn } from './machine/power.ts';
import { untilUp } from './machine/up.ts';
import type { PracticeUsers } from './machine/users.ts';
import { removeServer, type ServerRecord } from './registry.ts';

type ExecOptions = { readonly stdin?: string | Uint8Array; readonly timeoutMs?: number };

/**
 * A disposable real Debian with systemd and sshd on this machine (DESIGN: practice server). As root only.
 *
 * It tells of itself what the options say, at these paths and no others: `/proc/cpuinfo`, `/proc/meminfo`,
 * `/sys/devices/system/cpu/{online,present,possible}`, `/sys/class/net/host0/{speed,duplex}`, and the whole folders
 * `/sys/block`, `/sys/class/block`, `/sys/dev/block` (one disk, `nvme0n1` with `nvme0n1p1` or `sda` with `sda1`: `dev`,
 * `size`, `ro`, `removable`, `queue/rotational`, `queue/logical_block_size`, `queue/scheduler`, `device/model`).
 * `/proc/mounts` and `/proc/self/mountinfo` name `/dev/nvme0n1p1` or `/dev/sda1` as the root file system, whose
 * major:minor is found under `/sys/dev/block`; its size and free space are real. `lsblk`, `findmnt`, `df`, `free` and
 * `getconf _NPROCESSORS_ONLN` follow from those; `nproc` and `/proc/stat` (steal included) tell of the machine below.
 * The clock, `vm.*`, `fs.*`, the architecture and the kernel are the machine's and cannot be pretended;
 * `systemd-detect-virt` says `systemd-nspawn`. There are no device nodes for the disk.
 */
export interface PracticeServer {
  readonly slot: number;
  readonly name: string;
  readonly address: string;
  /** Of the SSH server. */
  readonly port: number;
  /** This machine's address on the server's network. */
  readonly hostAddress: string;
  readonly users: PracticeUsers;
  /** `SHA256:…` of the ed25519 host key. */
  readonly hostKeyFingerprint: string;
  /** Runs a program, or shell text, as root inside, past SSH and the network. Timeout 300 s unless told otherwise. */
  exec(what: readonly string[] | string, options?: ExecOptions): Promise<RunResult>;
  /** As `exec`; gives standard output without its last line break and rejects when the exit code is not 0. */
  mustExec(what: readonly string[] | string, options?: ExecOptions): Promise<string>;
  /** Pulls the network cable. Connections stay as they are and hear nothing. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  /** Every process dies at once. What programs had given to the kernel is on the disk; nothing else is. */
  powerCut(): Promise<void>;
  /** On again after a power cut or a shutdown: same disk, address and host key. */
  boot(): Promise<void>;
  /** Resolves when the server has another boot id than the given one and is up: after `systemctl reboot` inside. */
  rebooted(oldBootId: string): Promise<void>;
  bootId(): string;
  isOn(): boolean;
  /** Takes all but that many bytes of the root file system; `freeDisk` gives them back. */
  fillDisk(leaveBytes?: number): Promise<void>;
  freeDisk(): Promise<void>;
  /** Ends and removes the server. Harmless when it is gone already. */
  stop(): Promise<void>;
}

const inUse = new Set<PracticeServer>();

/** Those that this process has switched on and not removed yet. */
export function serversInUse(): readonly PracticeServer[] {
  return [...inUse].filter((server) => server.isOn());
}

/** The handle on the server of the record. All state is in its folder: several processes may hold one. */
export function serverOf(record: ServerRecord): PracticeServer {
  const { slot, name, users, hostKeyFingerprint: fingerprint, machine } = record;
  const { network } = machine;
  const paths = serverPaths(slot);
  const power = () => powerOf(paths);
  const leader = () => {
    const identity = power();
    const pid = identity === undefined ? undefined : leaderOf(identity);
    if (pid === undefined) throw new Error(`${name} is off`);
    return pid;
  };
  const exec = async (what: readonly string[] | string, options: ExecOptions = {}) =>
    run(insideArgv(leader(), typeof what === 'string' ? ['sh', '-c', what] : what), { ...options, keepAwake: true });
  const mustExec = async (what: readonly string[] | string, options: ExecOptions = {}) => {
    const result = await exec(what, options);
    if (result.exitCode === 0) return result.stdout.replace(/\n$/, '');
    const said = tail(result.stderr || result.stdout);
    throw new Error(
      `${name}: ${typeof what === 'string' ? what : what.join(' ')} ended with ${result.exitCode}\n${said}`,
    );
  };
  const isOn = () => {
    const identity = power();
    return identity !== undefined && isAlive(identity);
  };
  const bootId = () => readFileSync(`/proc/${leader()}/root/proc/sys/kernel/random/boot_id`, 'utf8').trim();
  const bootedSince = (oldBootId: string) => {
    try {
      return bootId() !== oldBootId;
    } catch {
      return false;
    }
  };
  const ballast = '/var/practice-ballast';
  const server: PracticeServer = {
    ...{ slot, name, address: network.address, port: machine.sshPort, hostAddress: network.hostAddress, users },
    ...{ hostKeyFingerprint: fingerprint, exec, mustExec, isOn, bootId },
    cut: () => setCable(network, false),
    restore: () => setCable(network, true),
    powerCut: () => powerOff(paths),
    async boot() {
      if (isOn()) throw new Error(`${name} is on`);
      await ensureNetwork(network);
      const identity = await powerOn(machine);
      inUse.add(server);
      await untilUp(machine, identity);
      await nameItself(leader(), record.hostname);
    },
    async rebooted(oldBootId) {
      const until = Date.now() + 300_000;
      while (!bootedSince(oldBootId)) {
        if (Date.now() > until) throw new Error(`${name} has not rebooted in 300 s`);
        await sleep(100);
      }
      const identity = power();
      if (identity !== undefined) await untilUp(machine, identity);
    },
    fillDisk: async (leaveBytes = 0) => void (await mustExec(fillScript(ballast, leaveBytes))),
    freeDisk: async () => void (await mustExec(['rm', '-f', ballast])),
    async stop() {
      inUse.delete(server);
      await removeServer(slot);
    },
  };
  return server;
}

/**
 * Takes the share that is kept for root too: who installs is root. ext4 keeps 16 MiB from everybody for its own needs;
 * the space is only promised, not written, so that it costs this machine nothing.
 */
function fillScript(ballast: string, leaveBytes: number): string {
  return `free=$(( $(stat -f -c '%f * %S' /) ))
take=$((free - 16777216 - ${leaveBytes}))
taken=0
for size in 68719476736 4294967296 268435456 16777216 1048576 65536 4096; do
  while [ $((taken + size)) -le $take ] && fallocate --offset $taken --length $size ${ballast} 2>/dev/null; do
    taken=$((taken + size))
  done
done
[ $taken -gt 0 ]`;
}

/** systemd and hostname(1) refuse odd letters; the kernel takes any. Not repeated when the server reboots itself. */
async function nameItself(leader: number, hostname: string): Promise<void> {
  const write = ['sh', '-c', 'cat >/proc/sys/kernel/hostname'];
  await must(['nsenter', '--target', String(leader), '--uts', '--', ...write], { stdin: hostname });
}
