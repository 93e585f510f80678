import { readFileSync } from 'node:fs';

/** What the engine asks the machine it runs on about boots and processes, to know a dead holder from a living one. */
export type Host = {
  bootId(): string;
  /** Start time of a process in clock ticks since boot; undefined when there is no such process. */
  startTimeOf(pid: number): string | undefined;
};

export const thisHost: Host = {
  bootId: () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
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
