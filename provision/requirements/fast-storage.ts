import { classOf, type DiskClass, type Disks, disks, wholeDisksUnder } from '../facts/disks.ts';
import { fileSystemOf, type Storage, storage } from '../facts/storage.ts';
import { writeLatency } from '../facts/write-latency.ts';
import type { Requirement } from '../model/requirement.ts';
import { needsOf } from './tier-needs.ts';
import { count, good, known } from './words.ts';

export const storageClassWords: Readonly<Record<DiskClass, string>> = {
  nvme: 'NVMe',
  ssd: 'SSD',
  spinning: 'spinning disk',
  virtual: 'virtual disk',
};

/**
 * The measured time of a safe write decides: what a disk says of itself is wrong on many virtual machines and
 * behind RAID controllers with a cache. Without a measurement nothing is passed.
 */
export const fastStorage: Requirement = {
  id: 'fast-storage',
  topic: 'storage',
  title: 'Speed of the storage',
  severity: 'advise',
  facts: [writeLatency, disks, storage],
  judge(facts, { tier }) {
    const { storageClass, writeMs } = needsOf({ tier });
    const needed = `${storageClassWords[storageClass]}: a safe write in ${writeMs} ms or less, for ${count(tier)} teachers`;
    return known(facts, [writeLatency, disks, storage], { needed }, ({ medianMs, p99Ms, measuredAt }, all, mounts) => {
      const found = storageClassOf(all, mounts);
      const measured = `${found === undefined ? 'storage of unknown kind' : storageClassWords[found]}, ${medianMs} ms for a safe write (99 of 100 within ${p99Ms} ms)${whenWords(measuredAt)}`;
      if (medianMs <= writeMs) return good(measured, needed);
      return {
        kind: 'could-be-better',
        measured,
        needed,
        why: [
          ...(found === 'spinning' ? ['The disks spin.'] : []),
          ...(found === 'virtual' ? ['The host of this virtual machine stores it on slow or busy disks.'] : []),
          'Something else was writing during the test.',
          'Every saved lesson waits for the disk: at the end of a week, when all teachers hand in, saving takes longer.',
        ],
        fix: `Move the server to ${storageClassWords[storageClass]} storage, or test again when nothing else is running.`,
        ticket: `The storage of the TeachTrack server takes ${medianMs} ms (median) for a safe write of 4 KiB. Please move it to ${storageClassWords[storageClass]} storage that takes ${writeMs} ms or less, with a write cache that survives a power cut.`,
      };
    });
  },
};

function whenWords(measuredAt: string | undefined): string {
  return measuredAt === undefined
    ? ''
    : `, measured on ${measuredAt.slice(0, 10)}; an installation does not measure it again on a running server`;
}

/** Of the disks under /var/lib the slowest kind; undefined when they cannot be told, as on ZFS. */
export function storageClassOf(all: Disks, mounts: Storage): DiskClass | undefined {
  const on = fileSystemOf(mounts, '/var/lib');
  if (on === undefined) return undefined;
  const start = all.find((one) => one.device === on.device) ?? all.find((one) => `/dev/${one.name}` === on.source);
  if (start === undefined) return undefined;
  const found = new Set(wholeDisksUnder(all, start).map(classOf));
  return (['spinning', 'virtual', 'ssd', 'nvme'] as const).find((kind) => found.has(kind));
}
