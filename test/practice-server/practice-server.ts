import { mkdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverPaths } from './host/paths.ts';
import { isAlive } from './host/process-identity.ts';
import { must, type RunResult, run, tail } from './host/run.ts';
import { hostKeyFingerprint, shellNoise, writeOverlay } from './machine/files.ts';
import { insideArgv, leaderOf, type Machine, powerOff, powerOn, untilUp } from './machine/launch.ts';
import { createNetwork, networkOf, setCable } from './machine/network.ts';
import { authorizedKeys, makeUsers, type PracticeUsers } from './machine/users.ts';
import { type PracticeOptions, packagesOf } from './options.ts';
import { claimSlot, listRecords, readRecord, removeServer, type ServerRecord, sweep, writeRecord } from './registry.ts';
import { cachedImage } from './root/build.ts';

export type { PracticeUser, UserName } from './machine/users.ts';
export type { PracticeOptions } from './options.ts';

export type ExecOptions = { readonly stdin?: string | Uint8Array; readonly timeoutMs?: number };

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
  /** Runs a program, or shell text, as root inside, past SSH and the network. Timeout 60 s unless told otherwise. */
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

/** Makes and boots a server, and removes those that crashed processes have left. Resolves when SSH answers. */
export async function startPracticeServer(options: PracticeOptions = {}): Promise<PracticeServer> {
  if (process.getuid?.() !== 0) throw new Error('Practice servers need root: run this with sudo');
  await sweep();
  const suite = options.suite ?? 'bookworm';
  const diskSizeGiB = options.diskSizeGiB ?? 512;
  const recipe = { suite, extraPackages: packagesOf({ ...options, suite }) };
  const image = await cachedImage(recipe, diskSizeGiB, options.say);
  const slot = claimSlot();
  try {
    const record = await furnish(slot, image, options);
    await createNetwork(record.machine.network);
    const server = serverOf(record);
    await server.boot();
    await finish(server, record, options);
    return server;
  } catch (error) {
    await removeServer(slot);
    throw error;
  }
}

/** The server of that name or slot, started by this or another process. */
export function openPracticeServer(nameOrSlot: string | number): PracticeServer {
  const record = listRecords().find((one) => one.name === nameOrSlot || String(one.slot) === String(nameOrSlot));
  if (record === undefined) throw new Error(`No practice server ${nameOrSlot}: see \`npm run practice -- list\``);
  return serverOf(record);
}

/** Copies the disk and makes it this server's: name, addresses, host keys, passwords, keys. */
async function furnish(slot: number, image: string, options: PracticeOptions): Promise<ServerRecord> {
  const paths = serverPaths(slot);
  const name = options.name ?? `practice-${slot}`;
  const hostname = options.hostname ?? name;
  const machineName = `tt${slot}`;
  const network = networkOf(slot, machineName, options.ipv6Only ?? false);
  mkdirSync(paths.mountPoint);
  const [users] = await Promise.all([
    makeUsers(paths.keys),
    writeOverlay(paths.overlay, hostname, network, options),
    must(['cp', '--sparse=always', '--reflink=auto', image, paths.disk], { timeoutMs: 300_000 }),
  ]);
  const inside = `set -eu
mount -o loop,noinit_itable "$1" "$2"
cp -a "$3/." "$2/"
exec chroot "$2" /bin/sh -s`;
  const argv = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', inside, 'sh'];
  await must([...argv, paths.disk, paths.mountPoint, paths.overlay], { stdin: accountsScript(users, options) });
  const machine: Machine = {
    paths,
    machineName,
    network,
    presented: {
      cores: options.cores ?? 16,
      memoryMiB: options.memoryMiB ?? 32_768,
      disk: options.disk ?? 'nvme',
      diskSizeGiB: options.diskSizeGiB ?? 512,
      linkSpeedMbps: options.linkSpeedMbps ?? 10_000,
    },
    sshPort: options.sshPort ?? 22,
    noexecTmp: options.noexecTmp ?? false,
  };
  const record: ServerRecord = {
    ...{ slot, name, suite: options.suite ?? 'bookworm', machine, users, hostname },
    hostKeyFingerprint: await hostKeyFingerprint(paths.overlay),
    ...{ keep: false, startedAt: new Date().toISOString() },
  };
  writeRecord(record);
  return record;
}

function accountsScript(users: PracticeUsers, options: PracticeOptions): string {
  const all = Object.values(users);
  const homes = all.map((user) => {
    const home = user.name === 'root' ? '/root' : `/home/${user.name}`;
    const noise = options.noisyShell
      ? `for file in .bashrc .profile; do { cat <<'NOISE'; cat ${home}/$file; } >/tmp/noisy; mv /tmp/noisy ${home}/$file
${shellNoise}NOISE
done`
      : '';
    return `mkdir -p ${home}/.ssh
cat >${home}/.ssh/authorized_keys <<'KEYS'
${authorizedKeys(user)}KEYS
${noise}
chmod 700 ${home}/.ssh
chown -R ${user.name}: ${home}`;
  });
  const passwords = all.map((user) => `${user.name}:${user.password}`).join('\n');
  return `set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
chpasswd <<'PASSWORDS'
${passwords}
PASSWORDS
${homes.join('\n')}
`;
}

/** systemd and hostname(1) refuse odd letters; the kernel takes any. Not repeated when the server reboots itself. */
async function nameItself(leader: number, hostname: string): Promise<void> {
  const write = ['sh', '-c', 'cat >/proc/sys/kernel/hostname'];
  await must(['nsenter', '--target', String(leader), '--uts', '--', ...write], { stdin: hostname });
}

/** What can only be done on the running server. */
async function finish(server: PracticeServer, record: ServerRecord, options: PracticeOptions): Promise<void> {
  if (options.preinstalled?.includes('mysql-with-data')) {
    const sql = `CREATE DATABASE school_library; CREATE TABLE school_library.books (id INT PRIMARY KEY, title VARCHAR(80));
INSERT INTO school_library.books VALUES (1, 'Atlas'), (2, 'Grammar');`;
    await server.mustExec(['mysql'], { stdin: sql });
  }
  const now = readRecord(record.slot);
  if (options.keep && now !== undefined) writeRecord({ ...now, keep: true });
}

function serverOf(record: ServerRecord): PracticeServer {
  const { slot, name, users, hostKeyFingerprint: fingerprint, machine } = record;
  const { network } = machine;
  const power = () => readRecord(slot)?.power;
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
  return {
    ...{ slot, name, address: network.address, port: machine.sshPort, hostAddress: network.hostAddress, users },
    ...{ hostKeyFingerprint: fingerprint, exec, mustExec, isOn, bootId },
    cut: () => setCable(network, false),
    restore: () => setCable(network, true),
    powerCut: () => powerOff(machine, power()),
    async boot() {
      if (isOn()) throw new Error(`${name} is on`);
      const identity = await powerOn(machine);
      writeRecord({ ...(readRecord(slot) ?? record), power: identity });
      await untilUp(machine, identity);
      await nameItself(leader(), record.hostname);
    },
    async rebooted(oldBootId) {
      const until = Date.now() + 60_000;
      while (!bootedSince(oldBootId)) {
        if (Date.now() > until) throw new Error(`${name} has not rebooted in 60 s`);
        await sleep(100);
      }
      const identity = power();
      if (identity !== undefined) await untilUp(machine, identity);
    },
    async fillDisk(leaveBytes = 0) {
      const free = Number(await mustExec('df --output=avail -B1 / | tail -n 1'));
      await mustExec(['fallocate', '-l', String(Math.max(1, free - leaveBytes)), ballast]);
    },
    freeDisk: async () => void (await mustExec(['rm', '-f', ballast])),
    stop: () => removeServer(slot),
  };
}
