import { readFileSync, statfsSync, statSync } from 'node:fs';
import type { DiskFigures, MachineFigures } from './figures.ts';
import { round } from './round.ts';

/** `mounts`: what the kernel says of the file systems in place, `proc(5)`. */
export function machineFigures(disks: readonly string[], mounts = '/proc/self/mountinfo'): MachineFigures {
  const memory = readFileSync('/proc/meminfo', 'utf8');
  const kibibytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(memory)?.[1] ?? 0);
  const total = kibibytes('MemTotal');
  return {
    load1: Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]),
    cores: readFileSync('/proc/cpuinfo', 'utf8').match(/^processor\s*:/gm)?.length ?? 1,
    memoryPercent: round((1 - kibibytes('MemAvailable') / total) * 100),
    memoryTotalMiB: Math.round(total / 1024),
    uptimeSeconds: Math.round(Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])),
    disks: disksOf(disks, stoppedIn(readFileSync(mounts, 'utf8'))),
  };
}

/** One for each file system, by the first of the folders that lies on it. Percent as `df` has it. */
function disksOf(paths: readonly string[], stopped: ReadonlySet<number>): readonly DiskFigures[] {
  const seen = new Map<number, DiskFigures>();
  for (const path of paths) {
    const device = statSync(path, { throwIfNoEntry: false })?.dev;
    if (device === undefined || seen.has(device)) continue;
    const { blocks, bfree, bavail, bsize } = statfsSync(path);
    const used = blocks - bfree;
    const percent = used + bavail === 0 ? 0 : round((used / (used + bavail)) * 100);
    const readOnly = stopped.has(device) ? ({ readOnly: true } as const) : {};
    seen.set(device, { path, percent, freeBytes: bavail * bsize, ...readOnly });
  }
  return [...seen.values()];
}

/**
 * Devices that the kernel does not write to any more, as after a fault of the disk. What counts are the options of the file
 * system itself, behind the hyphen: those before it are of one place, which a sandbox may have made read-only.
 */
function stoppedIn(mounts: string): ReadonlySet<number> {
  const stopped = new Set<number>();
  for (const line of mounts.split('\n')) {
    const [, major, minor, options = ''] = /^\d+ \d+ (\d+):(\d+) .* - \S+ \S+ (\S+)$/.exec(line) ?? [];
    if (options.split(',').some((one) => one === 'ro' || one === 'emergency_ro' || one === 'shutdown'))
      stopped.add(deviceOf(Number(major), Number(minor)));
  }
  return stopped;
}

/** As `stat` gives it: makedev(3). */
function deviceOf(major: number, minor: number): number {
  return (minor & 0xff) + major * 2 ** 8 + (minor >>> 8) * 2 ** 20;
}
