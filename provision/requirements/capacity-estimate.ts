import { cpu } from '../facts/cpu.ts';
import { disks } from '../facts/disks.ts';
import { memory } from '../facts/memory.ts';
import { fileSystemOf, storage } from '../facts/storage.ts';
import { writeLatency } from '../facts/write-latency.ts';
import type { Facts } from '../model/fact.ts';
import type { Tier } from '../model/wanted.ts';
import { storageClassOf, storageClassWords } from './fast-storage.ts';
import { roomForInstall, roomForYear, total } from './storage-needs.ts';
import { isMemoryOf, needsOf, type Sized } from './tier-needs.ts';
import { diskWords, memoryWords } from './words.ts';

/** A round and careful figure: a tenth is taken off what the smallest of the machine's shares would carry. */
const careful = 0.9;
const smallest: Tier = 150;
const largest: Tier = 2000;

/** The machine in a few words: `8 of 16 cores, 32 GB, NVMe 0.4 ms`. */
export function machineWords(facts: Facts, wanted: Sized): string {
  const { cores, memoryMiB } = needsOf(wanted);
  const words: string[] = [];
  const processor = facts.get(cpu);
  if (processor.kind === 'known') {
    const has = processor.value.cores;
    words.push(has < cores ? `${has} of ${cores} cores` : `${has} cores`);
  }
  const found = facts.get(memory);
  if (found.kind === 'known') {
    const has = memoryWords(found.value.totalMiB);
    words.push(!isMemoryOf(found.value.totalMiB, memoryMiB) ? `${has} of ${memoryWords(memoryMiB)}` : has);
  }
  const [all, mounts, latency] = [facts.get(disks), facts.get(storage), facts.get(writeLatency)];
  const kind = all.kind === 'known' && mounts.kind === 'known' ? storageClassOf(all.value, mounts.value) : undefined;
  const name = kind === undefined ? 'storage' : storageClassWords[kind];
  if (latency.kind === 'known') words.push(`${name} ${latency.value.medianMs} ms`);
  else if (kind !== undefined) words.push(name);
  return words.join(', ');
}

/**
 * How many teachers the machine is good for, by estimate: the smallest share of cores, memory, storage size and
 * speed of a safe write, measured by what 2,000 teachers need, less a tenth. Never fewer than the tier it meets and
 * never more than 2,000: larger machines have not been measured. A machine that meets no tier is measured by what the
 * smallest one needs, which has to carry the same programs. Undefined when cores, memory or storage are not known.
 */
export function goodForTeachers(facts: Facts, wanted: Sized, tierMet: Tier | undefined): number | undefined {
  const tier = tierMet === undefined ? smallest : largest;
  const [processor, found, mounts] = [facts.get(cpu), facts.get(memory), facts.get(storage)];
  if (processor.kind === 'unknown' || found.kind === 'unknown' || mounts.kind === 'unknown') return undefined;
  const needs = needsOf({ ...wanted, tier });
  const room = fileSystemOf(mounts.value, '/var/lib')?.sizeBytes ?? 0;
  const shares = [
    processor.value.cores / needs.cores,
    found.value.totalMiB / needs.memoryMiB,
    room / roomNeeded(tier),
    writeShare(facts, needs.writeMs),
  ];
  const estimate = careful * tier * Math.min(...shares);
  if (tierMet === undefined) return Math.floor(Math.min(estimate, careful * smallest) / 5) * 5;
  return Math.min(largest, Math.max(Math.floor(estimate / 50) * 50, tierMet));
}

/** Many writes at once share a wait for the disk, so that a slow disk costs less than its ratio. */
function writeShare(facts: Facts, writeMs: number): number {
  const latency = facts.get(writeLatency);
  if (latency.kind === 'unknown' || latency.value.medianMs <= writeMs) return 1;
  return Math.sqrt(writeMs / latency.value.medianMs);
}

function roomNeeded(tier: Tier): number {
  return total([...roomForInstall(tier), ...roomForYear(tier)]);
}

/** What to add for a tier: `add 8 cores and 16 GB of memory`. Empty when nothing is short, or nothing is known. */
export function missingFor(facts: Facts, wanted: Sized): readonly string[] {
  const needs = needsOf(wanted);
  const [processor, found, mounts] = [facts.get(cpu), facts.get(memory), facts.get(storage)];
  const on = mounts.kind === 'known' ? fileSystemOf(mounts.value, '/var/lib') : undefined;
  const room = roomNeeded(wanted.tier);
  return [
    ...(processor.kind === 'known' && processor.value.cores < needs.cores
      ? [`${needs.cores - processor.value.cores} cores`]
      : []),
    ...(found.kind === 'known' && !isMemoryOf(found.value.totalMiB, needs.memoryMiB)
      ? [`${Math.max(1, Math.round((needs.memoryMiB - found.value.totalMiB) / 1024))} GB of memory`]
      : []),
    ...(on !== undefined && on.sizeBytes < room ? [`${diskWords(needs.storageBytes - on.sizeBytes)} of storage`] : []),
  ];
}
