import type { Fact } from '../model/fact.ts';
import { lines, section, sections } from './text.ts';

/** How long one write of 4 KiB takes until the disk has it for good, in milliseconds: what every commit waits for. */
export type WriteLatency = {
  readonly writes: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  /** When, ISO 8601 UTC, where it was not just now: a running server is not written to for this. */
  readonly measuredAt?: string;
};

const mostWrites = 64;
/** Hundredths of a second after which no further write is begun. */
const boundCentiseconds = 50;
const fewestWrites = 5;

/**
 * Overwrites blocks of a preallocated file, as a database's log does. The file loses its name before the first
 * write: whatever ends the test, the kernel frees the space. A name left by a kill before that goes with the next test.
 */
export const writeLatency: Fact<WriteLatency> = {
  id: 'write-latency',
  title: 'Time for a safe write to the disk',
  writes: true,
  waits: true,
  script: `
rm -f /var/lib/.teachtrack-latency.*
file=$(mktemp /var/lib/.teachtrack-latency.XXXXXX) || { echo '== failed'; exit 0; }
exec 9<>"$file"; rm -f "$file"
target=/proc/self/fd/9
now() { read -r up rest </proc/uptime; echo "\${up%.*}\${up#*.}"; }
dd if=/dev/zero of=$target bs=4096 count=${mostWrites} conv=notrunc,fdatasync || { echo '== failed'; exit 0; }
echo '== writes'
end=$(($(now) + ${boundCentiseconds})) block=0
while [ $block -lt ${mostWrites} ] && [ "$(now)" -lt $end ]; do
  dd if=/dev/zero of=$target bs=4096 count=1 seek=$block conv=notrunc oflag=dsync 2>&1 | grep copied
  block=$((block + 1))
done
exit 0`,
  parse(stdout) {
    const times = lines(section(sections(stdout), 'writes'))
      .map(milliseconds)
      .sort((left, right) => left - right);
    if (times.length < fewestWrites) throw new Error(`only ${times.length} writes could be timed`);
    return {
      writes: times.length,
      medianMs: at(times, 0.5),
      p99Ms: at(times, 0.99),
      worstMs: at(times, 1),
    };
  },
};

/** dd: `4096 bytes (4.1 kB, 4.0 KiB) copied, 0.000141 s, 29.0 MB/s`. */
function milliseconds(line: string): number {
  const seconds = /copied, ([0-9.e+-]+) s/.exec(line)?.[1];
  const value = Number(seconds);
  if (seconds === undefined || !Number.isFinite(value)) throw new Error(`not a line of dd: ${line.slice(0, 80)}`);
  return Math.round(value * 100_000) / 100;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
