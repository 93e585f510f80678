import { ProvisionError } from '../../model/error.ts';
import { linesOf, type Ops, pause, run, script } from '../command.ts';

export type LockHolder = { readonly pid: number; readonly command: string };

const files = [
  '/var/lib/dpkg/lock-frontend',
  '/var/lib/dpkg/lock',
  '/var/lib/apt/lists/lock',
  '/var/cache/apt/archives/lock',
];

const look = `stat --printf '%i\\n' -- "$@" 2>/dev/null
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

/** Reads the inodes of the lock files and `/proc/locks`: `1: POSIX  ADVISORY  WRITE 4711 08:01:1234 0 EOF`. */
export function holderOf(text: string): number | undefined {
  const [inodes = '', locks = ''] = text.split('--\n');
  const wanted = new Set(linesOf(inodes));
  for (const line of linesOf(locks)) {
    const parts = line.trim().split(/\s+/);
    const waits = parts[1] === '->';
    const [pid, place] = waits ? [] : [Number(parts[4]), parts[5]];
    const inode = place?.split(':')[2];
    if (pid !== undefined && pid > 0 && inode !== undefined && wanted.has(inode)) return pid;
  }
  return undefined;
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
