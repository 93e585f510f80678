import { readFileSync, statfsSync, statSync } from 'node:fs';
import type { DiskFigures, MachineFigures } from './figures.ts';
import { round } from './round.ts';

export function machineFigures(disks: readonly string[]): MachineFigures {
  const memory = readFileSync('/proc/meminfo', 'utf8');
  const kibibytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(memory)?.[1] ?? 0);
  const total = kibibytes('MemTotal');
  return {
    load1: Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]),
    cores: readFileSync('/proc/cpuinfo', 'utf8').match(/^processor\s*:/gm)?.length ?? 1,
    memoryPercent: round((1 - kibibytes('MemAvailable') / total) * 100),
    memoryTotalMiB: Math.round(total / 1024),
    uptimeSeconds: Math.round(Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])),
    disks: disksOf(disks),
  };
}

/** One for each file system, by the first of the folders that lies on it. Percent as `df` has it. */
function disksOf(paths: readonly string[]): readonly DiskFigures[] {
  const seen = new Map<number, DiskFigures>();
  for (const path of paths) {
    const device = statSync(path, { throwIfNoEntry: false })?.dev;
    if (device === undefined || seen.has(device)) continue;
    const { blocks, bfree, bavail, bsize } = statfsSync(path);
    const used = blocks - bfree;
    const percent = used + bavail === 0 ? 0 : round((used / (used + bavail)) * 100);
    seen.set(device, { path, percent, freeBytes: bavail * bsize });
  }
  return [...seen.values()];
}
