import { asInstalled, memoryWanted } from '../capacity/scale.ts';
import { tierFigures } from '../capacity/tier.ts';
import type { WantedState } from '../model/wanted.ts';

/** What a number of teachers needs of a machine, and what is recommended for room to grow. */
export type TierNeeds = {
  readonly cores: number;
  readonly recommendedCores: number;
  readonly memoryMiB: number;
  readonly recommendedMemoryMiB: number;
  readonly storageBytes: number;
  readonly storageClass: 'nvme' | 'ssd';
  /** Longest median time of a safe write that such storage takes. */
  readonly writeMs: number;
  readonly linkMbps: number;
};

const GB = 1e9;

/**
 * The seed figures of the three sizes. Write times: NVMe drives made for servers take 0.05 to 1 ms for a safe write,
 * SATA SSDs up to 5 ms, spinning disks 8 ms and more.
 */
const storageAndNetwork = {
  150: { storageBytes: 100 * GB, storageClass: 'ssd', writeMs: 5, linkMbps: 1000, recommended: 1 },
  500: { storageBytes: 250 * GB, storageClass: 'ssd', writeMs: 5, linkMbps: 1000, recommended: 2 },
  2000: { storageBytes: 500 * GB, storageClass: 'nvme', writeMs: 2, linkMbps: 10_000, recommended: 2 },
} as const;

/** How many teachers, and where the database is: memory of another server need not be here. */
export type Sized = Pick<WantedState, 'tier' | 'database'>;

export function needsOf({ tier, database }: Sized): TierNeeds {
  const { cores } = tierFigures[tier];
  const memoryMiB = memoryWanted({ tier, isDatabaseElsewhere: database !== undefined });
  const { recommended, ...rest } = storageAndNetwork[tier];
  return {
    cores,
    recommendedCores: recommended * cores,
    memoryMiB,
    recommendedMemoryMiB: recommended * memoryMiB,
    ...rest,
  };
}

/**
 * Whether memory of `totalMiB` (what the kernel has to give) is a machine sold with `soldMiB`: firmware and kernel keep
 * some of it, so six in a hundred may be missing. The budget shares memory out by the same rule.
 */
export function isMemoryOf(totalMiB: number, soldMiB: number): boolean {
  return totalMiB >= soldMiB * asInstalled;
}

/** Disks are sold in decimal gigabytes and file systems keep some for themselves: one in ten may be missing. */
export function isStorageOf(sizeBytes: number, soldBytes: number): boolean {
  return sizeBytes >= 0.9 * soldBytes;
}
