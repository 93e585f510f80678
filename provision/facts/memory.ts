import type { Fact } from '../model/fact.ts';

/** MiB. `totalMiB` is what the kernel has to give: a little less than what is installed. */
export type Memory = { readonly totalMiB: number; readonly availableMiB: number };

export const memory: Fact<Memory> = {
  id: 'memory',
  title: 'Memory',
  script: `grep -E '^(MemTotal|MemAvailable):' /proc/meminfo`,
  parse(stdout) {
    return { totalMiB: mebibytes(stdout, 'MemTotal'), availableMiB: mebibytes(stdout, 'MemAvailable') };
  },
};

/** One row of `/proc/meminfo` in whole MiB. */
export function mebibytes(text: string, name: string): number {
  const kib = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
  if (kib === undefined) throw new Error(`/proc/meminfo has no ${name}`);
  return Math.floor(Number(kib) / 1024);
}
