import { readFileSync } from 'node:fs';

/** Of the heap that a serving process may have: one that holds more is taken for one that leaks. */
const share = 0.85;
/** What a process takes beside its heap: program, buffers, native memory. */
const besideMiB = 90;

/** Memory at which a serving process is replaced: before the engine aborts it, or the kernel kills it, in mid-request. */
export function mostMiB(maxHeapMiB: number): number {
  return Math.floor(share * maxHeapMiB) + besideMiB;
}

/** Memory in use by a process; 0 when there is no such process any more. */
export function sizeMiB(pid: number): number {
  try {
    const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(resident ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
