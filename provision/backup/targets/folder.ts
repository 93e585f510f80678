import { hostname } from 'node:os';
import { ProvisionError } from '../../model/error.ts';
import type { CommandResult } from '../../model/transport.ts';
import { lastLines, linesOf, type Ops, type RunOptions, run, script } from '../../ops/command.ts';
import { isBackupName, partExtension } from '../record.ts';
import { lookAtDisks, lookAtMounts, mountFound, sharedDisk } from './mounts.ts';
import { type Place, patienceMs, requireRoomAt } from './place.ts';
import type { FolderTarget } from './settings.ts';

/** A folder on another disk, or on a share that the server has mounted. Everything by programs that can be ended. */
export function folderPlace(ops: Ops, target: FolderTarget, server: string = hostname()): Place {
  const { path, patienceSeconds } = target;
  const folder = `${path}/teachtrack-${server.toLowerCase().replace(/[^a-z0-9-]+/g, '-')}`;
  const must = (what: string, argv: ReturnType<typeof script>, bytes = 0, options: RunOptions = {}) =>
    attempted(what, path, () => run(ops, argv, { timeoutMs: patienceMs(bytes, patienceSeconds), ...options }));
  return {
    async ready(bytes) {
      if (target.mounted) await mountPointOf(ops, target);
      const make = 'umask 077; mkdir -p -- "$1" && rm -f -- "$1"/*"$2" && df -Pk -- "$1" | sed -n 2p';
      const { stdout } = await must('Opening', script(make, folder, partExtension));
      requireRoomAt(path, { freeBytes: Number(stdout.trim().split(/\s+/)[3]) * 1024, bytes });
    },
    async names() {
      const { stdout } = await must('Reading', script('ls -1 -- "$1"', folder));
      return linesOf(stdout).filter(isBackupName);
    },
    async put(localPath, { name, bytes }) {
      const copy =
        'dd if="$1" of="$2" bs=1M conv=fsync status=none && mv -f -- "$2" "$3" && cp -- "$1.json" "$3.json" && sync -- "$3.json" "$4"';
      const [part, whole] = [`${folder}/${name}${partExtension}`, `${folder}/${name}`];
      try {
        await must('Writing to', script(copy, localPath, part, whole, folder), bytes);
      } catch (thrown) {
        await run(ops, ['rm', '-f', '--', part], { timeoutMs: 10_000 }).catch(() => undefined);
        throw thrown;
      }
    },
    async sum({ name, bytes }) {
      // What the system still remembers of the file is forgotten first, so that the disk itself is asked.
      const read = 'dd if="$1" iflag=nocache count=0 status=none; sha256sum -- "$1"';
      const { stdout } = await must('Reading back', script(read, `${folder}/${name}`), bytes);
      return stdout.slice(0, 64);
    },
    async remove(name) {
      await must('Removing from', script('rm -f -- "$1" "$1.json"', `${folder}/${name}`));
    },
  };
}

/** Where its disk or share is mounted. Rejects with TT-BACKUP-04 when there is none, as when it is not connected. */
export async function mountPointOf(ops: Ops, { path, mountPoint, patienceSeconds }: FolderTarget): Promise<string> {
  const { stdout } = await attempted('Looking for', path, () =>
    run(ops, lookAtMounts(path), { timeoutMs: patienceMs(0, patienceSeconds) }),
  );
  const found = mountFound(stdout, mountPoint);
  if ('problem' in found) throw failed(path, found.problem);
  return found.mountPoint;
}

/** As `mountPointOf`, of a target that is to be added: another partition of the server's own disk is none either. */
export async function newMountPointOf(ops: Ops, target: FolderTarget): Promise<string> {
  const { path, patienceSeconds } = target;
  const mountPoint = await mountPointOf(ops, target);
  const { stdout } = await attempted('Looking for', path, () =>
    run(ops, lookAtDisks(path), { timeoutMs: patienceMs(0, patienceSeconds) }),
  );
  const disk = sharedDisk(stdout);
  if (disk === undefined) return mountPoint;
  throw failed(path, `${mountPoint} is a part of ${disk}, the disk that the server's own data lies on`, undefined, [
    'A copy there is lost with that disk: connect another, or say that it may lie on the server’s own (--not-mounted).',
  ]);
}

async function attempted(what: string, where: string, work: () => Promise<CommandResult>): Promise<CommandResult> {
  const result = await work().catch((thrown: unknown) => {
    if (thrown instanceof ProvisionError && thrown.code === 'TT-RUN-02')
      throw failed(where, `it did not answer in time (${what.toLowerCase()} it)`, thrown);
    throw thrown;
  });
  if (result.exitCode === 0) return result;
  throw failed(
    where,
    reasonOf(result.stderr) ?? `${what.toLowerCase()} it did not work`,
    undefined,
    lastLines(result.stderr, 2),
  );
}

function reasonOf(said: string): string | undefined {
  if (/No space left|Disk quota exceeded/i.test(said)) return 'it is full';
  if (/Read-only file system/i.test(said)) return 'it cannot be written to: it is read-only';
  if (/Permission denied/i.test(said)) return 'the server is not allowed to write to it';
  if (/Input\/output error|Stale file handle|Transport endpoint/i.test(said))
    return 'the disk or share does not work: input/output error';
  if (/No such file/i.test(said)) return 'it is not there';
  return undefined;
}

export function failed(where: string, why: string, cause?: unknown, evidence: readonly string[] = []): ProvisionError {
  return new ProvisionError({ code: 'TT-BACKUP-04', message: `The target ${where}: ${why}.`, evidence, cause });
}
