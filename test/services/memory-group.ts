import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = '/sys/fs/cgroup/memory';

export type MemoryGroup = {
  /** These processes, and what they start from now on, have their memory counted here. */
  hold(pids: readonly number[]): void;
  /** How often the limit was met. */
  met(): number;
  remove(): void;
};

/** What `MemoryMax=` of a service is to the kernel. Undefined where this machine lets nobody make one. */
export function memoryGroup(limitMiB: number): MemoryGroup | undefined {
  const folder = join(root, `teachtrack-test-${process.pid}`);
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, 'memory.limit_in_bytes'), String(limitMiB * 1024 * 1024));
  } catch {
    if (existsSync(folder)) rmdirSync(folder);
    return undefined;
  }
  return {
    hold(pids) {
      for (const pid of pids) writeFileSync(join(folder, 'cgroup.procs'), String(pid));
    },
    met: () => Number(readFileSync(join(folder, 'memory.failcnt'), 'utf8')),
    remove() {
      // A group with processes in it cannot be removed.
      for (const pid of readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n'))
        if (pid !== '') writeFileSync(join(root, 'cgroup.procs'), pid);
      rmdirSync(folder);
    },
  };
}
