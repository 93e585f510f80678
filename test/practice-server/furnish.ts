import { mkdirSync } from 'node:fs';
import { serverPaths } from './host/paths.ts';
import { must } from './host/run.ts';
import { hostKeyFingerprint, shellNoise, writeOverlay } from './machine/files.ts';
import { networkOf } from './machine/network.ts';
import type { Machine } from './machine/power.ts';
import { authorizedKeys, makeUsers, type PracticeUsers } from './machine/users.ts';
import type { PracticeOptions } from './options.ts';
import { type ServerRecord, writeRecord } from './registry.ts';

/** Copies the disk and makes it this server's: name, addresses, host keys, passwords, keys. */
export async function furnish(slot: number, image: string, options: PracticeOptions): Promise<ServerRecord> {
  const paths = serverPaths(slot);
  const name = options.name ?? `practice-${slot}`;
  const hostname = options.hostname ?? name;
  const machineName = `tt${slot}`;
  const network = networkOf(slot, machineName, options.ipv6Only ?? false);
  mkdirSync(paths.mountPoint);
  const [users] = await Promise.all([
    makeUsers(paths.keys),
    writeOverlay(paths.overlay, hostname, network, options),
    must(['cp', '--sparse=always', '--reflink=auto', image, paths.disk], { timeoutMs: 600_000 }),
  ]);
  const inside = `set -eu
mount -o loop,noinit_itable "$1" "$2"
cp -a "$3/." "$2/"
exec chroot "$2" /bin/sh -s`;
  const argv = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', inside, 'sh'];
  await must([...argv, paths.disk, paths.mountPoint, paths.overlay], { stdin: accountsScript(users, options) });
  const machine: Machine = {
    slot,
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
