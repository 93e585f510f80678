import { createHash } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { ProvisionError } from '../../model/error.ts';
import { linesOf, type Ops, run } from '../../ops/command.ts';
import { reserveOwed } from '../../reserve/owed.ts';
import { serverBackupPaths } from '../here.ts';
import { isBackupName, partExtension } from '../record.ts';
import { megabytes, reserveOf } from '../space.ts';
import { fileSha256 } from '../verify.ts';
import { failed } from './folder.ts';
import { type Place, patienceMs, requireRoomAt } from './place.ts';
import { type SftpTarget, whereOf } from './settings.ts';

/** Private key of a target, made on this server; root's alone. */
export function sftpKeyPath(id: string): string {
  return `${serverBackupPaths.secrets}/backup-target-${id}`;
}

/**
 * Another server, by OpenSSH's sftp: with a key of its own, and only while the server has the identity it had at first. Rejects
 * with TT-FILE-01 as well, and before anything is sent: what was sent is fetched again into `archives` to be read back.
 */
export function sftpPlace(
  ops: Ops,
  target: SftpTarget,
  server: string = hostname(),
  archives: string = serverBackupPaths.archives,
): Place {
  const { host, port, user, hostKey, patienceSeconds } = target;
  const folder = `${target.folder.replace(/\/+$/, '')}/teachtrack-${server.toLowerCase().replace(/[^a-z0-9-]+/g, '-')}`;
  const knownHosts = `/run/teachtrack/backup-target-${target.id}`;
  const batch = async (lines: readonly string[], bytes = 0): Promise<string> => {
    const name = port === 22 ? host : `[${host}]:${port}`;
    await ops.transport.writeFile(knownHosts, `${name} ${hostKey}\n`, { mode: 0o600, asRoot: true });
    const options = [
      ...[
        'BatchMode=yes',
        'StrictHostKeyChecking=yes',
        `UserKnownHostsFile=${knownHosts}`,
        'GlobalKnownHostsFile=/dev/null',
      ],
      ...['IdentitiesOnly=yes', `IdentityFile=${sftpKeyPath(target.id)}`, 'ConnectTimeout=20'],
      ...['ServerAliveInterval=15', 'ServerAliveCountMax=4', `Port=${port}`, 'Ciphers=^aes128-gcm@openssh.com'],
    ];
    const address = host.includes(':') ? `${user}@[${host}]` : `${user}@${host}`;
    const argv = ['sftp', '-b', '-', ...options.flatMap((one) => ['-o', one]), address] as const;
    const result = await run(ops, argv, {
      stdin: `${lines.join('\n')}\n`,
      timeoutMs: patienceMs(bytes, patienceSeconds),
    }).catch((thrown: unknown) => {
      if (thrown instanceof ProvisionError && thrown.code === 'TT-RUN-02')
        throw failed(whereOf(target), 'it did not answer in time', thrown);
      throw thrown;
    });
    if (result.exitCode === 0) return result.stdout;
    throw failed(whereOf(target), reasonOf(result.stderr), undefined, linesOf(result.stderr).slice(-2));
  };
  const at = (name: string) => `"${folder}/${name}"`;
  return {
    async ready(bytes) {
      await requireRoomToReadBack(archives, bytes, whereOf(target));
      const lines = [`-mkdir "${target.folder}"`, `-mkdir "${folder}"`, `ls -1 "${folder}"`, `-df "${folder}"`];
      const freeBytes = availableOf(await batch(lines));
      if (freeBytes !== undefined) requireRoomAt(whereOf(target), { freeBytes, bytes });
    },
    async names() {
      const listed = await batch([`ls -1 "${folder}"`]);
      return linesOf(listed).flatMap((line) => {
        const name = line.split('/').at(-1) ?? '';
        return isBackupName(name) ? [name] : [];
      });
    },
    async put(localPath, { name, bytes }) {
      const part = `${name}${partExtension}`;
      await batch(
        [
          `-rm ${at(part)}`,
          `put "${localPath}" ${at(part)}`,
          `rename ${at(part)} ${at(name)}`,
          `put "${localPath}.json" ${at(`${name}.json`)}`,
        ],
        bytes,
      );
    },
    async sum({ name, bytes }) {
      // The protocol has no checksum: it is fetched again, and goes when it was read.
      await requireRoomToReadBack(archives, bytes, whereOf(target));
      const copy = `${archives}/${createHash('sha256').update(name).digest('hex').slice(0, 16)}${partExtension}`;
      try {
        await batch([`get ${at(name)} "${copy}"`], bytes);
        return await fileSha256(copy);
      } finally {
        await run(ops, ['rm', '-f', '--', copy]);
      }
    },
    async remove(name) {
      await batch([`-rm ${at(name)}`, `-rm ${at(`${name}.json`)}`]);
    },
  };
}

async function requireRoomToReadBack(archives: string, bytes: number, where: string): Promise<void> {
  if (bytes === 0) return;
  const disk = await statfs(archives);
  const free = disk.bavail * disk.bsize;
  const reserve = reserveOf(disk.blocks * disk.bsize) + reserveOwed(archives);
  if (free - reserve >= bytes) return;
  throw new ProvisionError({
    code: 'TT-FILE-01',
    message: `A copy at ${where} is fetched again to be read back, which takes ${megabytes(bytes)} in ${archives} for a while, and ${megabytes(reserve)} must stay free there; ${megabytes(free)} are free.`,
    evidence: [`missing ${megabytes(bytes + reserve - free)}`],
  });
}

/** Of `df`: size, used, available and root's share in KiB. Undefined of a server that does not tell. */
export function availableOf(said: string): number | undefined {
  const [, available] = /^\s*\d+\s+\d+\s+(\d+)\s+\d+\s+\d+%\s*$/m.exec(said) ?? [];
  return available === undefined ? undefined : Number(available) * 1024;
}

function reasonOf(said: string): string {
  if (/Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/i.test(said))
    return 'it is not the server it was: its identity has changed. Nothing was sent';
  if (/Permission denied \(/i.test(said))
    return 'it does not let this server in: the public key must be among its authorized keys';
  if (/Connection refused/i.test(said)) return 'it refuses the connection';
  if (/timed out|No route to host|not responding/i.test(said)) return 'it does not answer';
  if (/Could not resolve/i.test(said)) return 'its name is not known';
  if (/(write|open|ftruncate) local/i.test(said)) return 'the disk of this server had no room to read the copy back';
  if (/No space|Failure/i.test(said)) return 'it refuses to take the file: most likely it is full';
  if (/Permission denied/i.test(said)) return 'the folder there cannot be written to';
  return 'the transfer did not work';
}
