import type { Fact } from '../model/fact.ts';
import { lines } from './text.ts';

/**
 * Share of time in which this machine had work to do and its host gave the cores to others, in percent of all
 * time: of a sample of half a second, and since the machine started.
 */
export type CpuSteal = { readonly samplePercent: number; readonly sinceBootPercent: number };

export const cpuSteal: Fact<CpuSteal> = {
  id: 'cpu-steal',
  title: 'Processor time taken by other virtual machines',
  script: `grep '^cpu ' /proc/stat; sleep 0.5; grep '^cpu ' /proc/stat`,
  waits: true,
  parse(stdout) {
    const [first, second] = lines(stdout).map(ticks);
    if (first === undefined || second === undefined) throw new Error('/proc/stat gave no two samples');
    return {
      samplePercent: percent(second.steal - first.steal, second.all - first.all),
      sinceBootPercent: percent(second.steal, second.all),
    };
  },
};

/** proc(5): user nice system idle iowait irq softirq steal guest guest_nice; guest time is in user time already. */
function ticks(line: string): { readonly all: number; readonly steal: number } {
  const numbers = line.trim().split(/\s+/).slice(1, 9).map(Number);
  const steal = numbers[7];
  if (steal === undefined || numbers.some(Number.isNaN)) throw new Error('/proc/stat has no steal column');
  return { all: numbers.reduce((sum, one) => sum + one, 0), steal };
}

function percent(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.round((1000 * Math.max(0, part)) / whole) / 10;
}
