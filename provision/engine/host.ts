import { readFileSync } from 'node:fs';
import { layout } from '../layout.ts';

/** What the engine asks the machine it runs on about boots and processes, to know a dead holder from a living one. */
export type Host = {
  bootId(): string;
  /** Start time of a process in clock ticks since boot; undefined when there is no such process. */
  startTimeOf(pid: number): string | undefined;
};

export const thisHost: Host = {
  bootId: () => textOf(layout.bootId) ?? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
  startTimeOf(pid) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The second field is the program's name in brackets and may hold anything; the start time is field 22.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  },
};

/**
 * In a container the kernel's own answer is another one within a sandbox that protects the kernel's settings, so that a
 * held lock would look like one from before the last start.
 */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
