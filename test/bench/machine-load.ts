import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

/** Lines of a report that say what the figures were taken on, and who else was at work there. */
export function machineLines(command: string): readonly string[] {
  const { model = 'unknown' } = cpus()[0] ?? {};
  return [
    `Measured ${new Date().toISOString().slice(0, 16)}Z with \`${command}\` on ${cpus().length} cores (${model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB.`,
    '',
    'Absolute times hold for that machine and its other load only; ratios of one run hold.',
  ];
}

/** Share of the time in which somebody had to wait for a core in the last minute, in percent, and the load average. */
export function loadNow(): string {
  const some = /avg60=([\d.]+)/.exec(pressure())?.[1];
  return `load ${loadavg()[0]?.toFixed(1)}${some === undefined ? '' : `, ${some} % waiting for a core`}`;
}

function pressure(): string {
  try {
    return readFileSync('/proc/pressure/cpu', 'utf8');
  } catch {
    return '';
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const before = performance.now();
  const value = await work();
  return { ms: performance.now() - before, value };
}

export const seconds = (ms: number) => (ms / 1000).toFixed(2);
