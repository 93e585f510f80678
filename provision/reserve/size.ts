import type { Tier } from '../model/wanted.ts';
import { growthOfYear, reserveBytes } from '../requirements/storage-needs.ts';

const MiB = 1024 * 1024;
const schoolDays = 200;

/** With less than that free the API refuses to write, for the database's sake; see `appliance/room.ts`. */
export const refusedBelowBytes = 256 * MiB;

/** With less than that a database server may not start; of the last of it ext4 gives 16 MiB to nobody. */
export const startsBelowBytes = 96 * MiB;
/** What it is given back of the reserve then: it starts and can be read, and people are still refused to write. */
export const startBytes = 128 * MiB;

/** A reserve that is smaller leaves people little to write with on a disk that is full to its very end. */
const leastBytes = refusedBelowBytes + 128 * MiB;

/** What is put by on a volume that people write to: of a small one a sixteenth, in whole mebibytes. */
export function reserveOn(tier: Tier, totalBytes: number): number {
  return Math.min(reserveBytes[tier], Math.max(leastBytes, Math.floor(totalBytes / 16 / MiB) * MiB));
}

export type Room = { readonly freeBytes: number; readonly totalBytes: number };

/**
 * Whether a reserve may be made: afterwards as much again is free, and a twentieth of the volume. What was given back to a
 * full disk is so not taken away at once, only when well more than that has become free.
 */
export function hasRoomFor(bytes: number, { freeBytes, totalBytes }: Room): boolean {
  return freeBytes - bytes >= Math.max(bytes, totalBytes / 20);
}

/** For how many days of ordinary school work a reserve lasts where nothing else is free, at least one. */
export function schoolDaysOf(tier: Tier, bytes: number): number {
  return Math.max(1, Math.floor((bytes - refusedBelowBytes) / (growthOfYear(tier) / schoolDays)));
}
