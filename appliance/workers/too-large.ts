import { getHeapStatistics } from 'node:v8';
import type { Log } from '../log.ts';

const MiB = 1024 * 1024;
/** Memory beside its heap that no job needs for long. The service manager slows a worker down at 256 MiB beside it. */
const besideMiB = 150;
const lookEveryMs = 2_000;
/** A large document may take much for a moment: only what stays is a leak. */
const looksInARow = 8;

/** Whether a worker should make room for a fresh one, told by how much it holds at each look, in MiB. */
export function tooLarge(mostMiB: number): (sizeMiB: number) => boolean {
  let looks = 0;
  return (sizeMiB) => {
    looks = sizeMiB > mostMiB ? looks + 1 : 0;
    return looks >= looksInARow;
  };
}

/**
 * A worker that leaks outside of its heap has no limit of its own: before the service manager slows it down and at last kills
 * it in the middle of its jobs, it ends by itself, as at a restart. What fills the heap ends by the engine's own limit.
 */
export function leaveWhenTooLarge(log: Log, leave: () => void): void {
  const mostMiB = Math.round(getHeapStatistics().heap_size_limit / MiB) + besideMiB;
  const isTooLarge = tooLarge(mostMiB);
  const timer = setInterval(() => {
    const sizeMiB = Math.round(process.memoryUsage.rss() / MiB);
    if (!isTooLarge(sizeMiB)) return;
    clearInterval(timer);
    log.warn({ sizeMiB, mostMiB }, 'this worker has grown too large; making room for another');
    leave();
  }, lookEveryMs);
  timer.unref();
}
