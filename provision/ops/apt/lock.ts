import { ProvisionError } from '../../model/error.ts';
import { linesOf, type Ops, pause, run, script } from '../command.ts';

export type LockHolder = { readonly pid: number; readonly command: string };

const files = [
  '/var/lib/dpkg/lock-frontend',
  '/var/lib/dpkg/lock',
  '/var/lib/apt/lists/lock',
  '/var/cache/apt/archives/lock',
];

// The kernel's list names the device of the mount, which on btrfs and overlays is not the file's own; in a container the
// mount may be named for another. No other file has the number of this one on either of them.
const look = `for file; do
  inode=$(stat -c %i -- "$file" 2>/dev/null) || continue
  own=$((0x$(stat -c %D -- "$file")))
  echo "$((own >> 8 & 0xfff)):$((own & 0xff | own >> 12 & 0xfff00)) $inode"
  device=$(findmnt -n -o MAJ:MIN --target "$file" 2>/dev/null | tail -n 1)
  [ -z "$device" ] || echo "$device $inode"
done
echo --
cat /proc/locks
exit 0`;

/** Who holds one of the package manager's locks, or undefined. */
export async function lockHolder(ops: Ops): Promise<LockHolder | undefined> {
  const { stdout } = await run(ops, script(look, ...files));
  const pid = holderOf(stdout);
  if (pid === undefined) return undefined;
  const command = await run(ops, script('tr "\\0" " " < "/proc/$1/cmdline" 2>/dev/null', String(pid)));
  return { pid, command: command.stdout.trim() || 'a process that has just ended' };
}

/**
 * Reads device and inode of the lock files, `8:1 1234`, and `/proc/locks`, which has the device in sixteens:
 * `1: POSIX  ADVISORY  WRITE 4711 08:01:1234 0 EOF`.
 */
export function holderOf(text: string): number | undefined {
  const [files = '', locks = ''] = text.split('--\n');
  const wanted = new Set(linesOf(files).map((line) => line.trim()));
  for (const line of linesOf(locks)) {
    const parts = line.trim().split(/\s+/);
    if (parts[1] === '->') continue;
    const [pid, place] = [Number(parts[4]), placeOf(parts[5] ?? '')];
    if (pid > 0 && place !== undefined && wanted.has(place)) return pid;
  }
  return undefined;
}

function placeOf(text: string): string | undefined {
  const [, major = '', minor = '', inode = ''] = /^([0-9a-f]+):([0-9a-f]+):(\d+)$/.exec(text) ?? [];
  return inode === '' ? undefined : `${Number.parseInt(major, 16)}:${Number.parseInt(minor, 16)} ${inode}`;
}

/**
 * Waits until nobody holds the locks, saying who does. Never removes a lock. Rejects with TT-APT-01 after `boundMs`
 * and with TT-RUN-03 when cancelled.
 */
export async function waitForLocks(ops: Ops, boundMs = 600_000): Promise<void> {
  const started = performance.now();
  for (let said = 0; ; ) {
    const holder = await lockHolder(ops);
    if (holder === undefined) return;
    const waitedMs = performance.now() - started;
    if (waitedMs >= boundMs) throw stillLocked(holder, boundMs);
    if (said === 0 || performance.now() - said > 10_000) {
      ops.say(`Waiting for the package manager: process ${holder.pid} uses it (${holder.command}).`);
      said = performance.now();
    }
    await pause(1000, ops.signal);
  }
}

function stillLocked({ pid, command }: LockHolder, boundMs: number): ProvisionError {
  return new ProvisionError({
    code: 'TT-APT-01',
    message: `The package manager is still in use by process ${pid} after ${Math.round(boundMs / 1000)} s of waiting.`,
    evidence: [`pid ${pid}: ${command}`],
  });
}
