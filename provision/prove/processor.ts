import { readdirSync, readFileSync } from 'node:fs';

export type Ticks = { readonly all: number; readonly idle: number; readonly disk: number };

/** Of the first line of `/proc/stat`: user, nice, system, idle, iowait, irq, softirq, steal. */
export function parseTicks(stat: string): Ticks {
  const fields = (stat.split('\n')[0] ?? '').trim().split(/\s+/).slice(1, 9).map(Number);
  const disk = fields[4] ?? 0;
  return { all: fields.reduce((sum, one) => sum + one, 0), idle: (fields[3] ?? 0) + disk, disk };
}

export function readTicks(): Ticks {
  return parseTicks(readFileSync('/proc/stat', 'utf8'));
}

export function percentBetween(before: Ticks, after: Ticks): { readonly busy: number; readonly disk: number } {
  const all = Math.max(1, after.all - before.all);
  const share = (part: number) => Math.round((Math.max(0, part) / all) * 100);
  return { busy: share(all - (after.idle - before.idle)), disk: share(after.disk - before.disk) };
}

/** Processor time of every program since its start, in hundredths of a second, by name. */
export function programTicks(): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const end = stat.lastIndexOf(')');
      const name = programOf(stat.slice(stat.indexOf('(') + 1, end), readFileSync(`/proc/${pid}/cgroup`, 'utf8'));
      const fields = stat.slice(end + 2).split(' ');
      sums.set(name, (sums.get(name) ?? 0) + Number(fields[11]) + Number(fields[12]));
    } catch {
      // It ended meanwhile.
    }
  }
  return sums;
}

/** Programs of ours are called by their service, such as `teachtrack-api`: all of them are the same Node. */
export function programOf(name: string, cgroup: string): string {
  return /\/([^/@]+)(?:@[^/]*)?\.service/.exec(cgroup)?.[1] ?? name;
}

/** Shares of one processor of at least one hundredth, the greediest first. */
export function greediest(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  seconds: number,
): readonly { readonly name: string; readonly percent: number }[] {
  return [...after]
    .map(([name, ticks]) => ({ name, percent: Math.round((ticks - (before.get(name) ?? 0)) / Math.max(1, seconds)) }))
    .filter(({ percent }) => percent >= 1)
    .sort((one, other) => other.percent - one.percent)
    .slice(0, 5);
}
