import { type FileSystem, fileSystemOf, type Storage, storage } from '../facts/storage.ts';
import { teachtrack } from '../facts/teachtrack.ts';
import type { Requirement } from '../model/requirement.ts';
import { type RoomUse, roomForInstall, roomForUpdate, total } from './storage-needs.ts';
import { diskWords, good, known, listed } from './words.ts';

/** Files and folders that packages and releases make, with room to spare. */
const inodesNeeded = 50_000;
const reserveBytes = 1e9;

export const spaceEnough: Requirement = {
  id: 'space-enough',
  topic: 'space',
  title: 'Free space for the install',
  severity: 'block',
  code: 'TT-FILE-01',
  facts: [storage, teachtrack],
  judge(facts, { tier }) {
    const needed = `${diskWords(total(roomForInstall(tier)) + reserveBytes)} free`;
    return known(facts, [storage, teachtrack], { needed }, (all, { version }) => {
      const shares = sharesOf(all, version === undefined ? roomForInstall(tier) : roomForUpdate());
      const sums = shares.map(sumOf).join('; ');
      const measured = listed(shares.map(({ on }) => `${diskWords(on.freeBytes)} free at ${on.mountPoint}`));
      const small = shares.filter(({ on, uses }) => on.freeBytes < total(uses) + reserveBytes);
      const full = shares.filter(({ on }) => on.freeInodes !== undefined && on.freeInodes < inodesNeeded);
      if (small.length === 0 && full.length === 0) return good(measured, sums);
      return {
        kind: 'must-fix',
        measured:
          full.length === 0
            ? measured
            : `${measured}; room for ${full.map(({ on }) => `${on.freeInodes} more files at ${on.mountPoint}`).join(', ')}`,
        needed: full.length === 0 ? sums : `${sums}; room for ${inodesNeeded} more files`,
        why: [
          ...small.map(
            ({ on, uses }) => `${on.mountPoint} lacks ${diskWords(total(uses) + reserveBytes - on.freeBytes)}.`,
          ),
          ...full.map(({ on }) => `${on.mountPoint} has no room for more files (inodes), however small they are.`),
        ],
        fix: `Free space at ${listed([...new Set([...small, ...full].map(({ on }) => on.mountPoint))])}: remove what is not needed, or give it a larger disk.`,
      };
    });
  },
};

type Share = { readonly on: FileSystem; readonly uses: readonly RoomUse[] };

function sharesOf(all: Storage, uses: readonly RoomUse[]): readonly Share[] {
  const shares = new Map<string, Share>();
  for (const use of uses) {
    const on = fileSystemOf(all, use.path);
    if (on !== undefined) shares.set(on.mountPoint, { on, uses: [...(shares.get(on.mountPoint)?.uses ?? []), use] });
  }
  return [...shares.values()];
}

function sumOf({ on, uses }: Share): string {
  const parts = uses.map((use) => `${use.what} ${diskWords(use.bytes)}`).join(' + ');
  return `at ${on.mountPoint}: ${parts} + left free ${diskWords(reserveBytes)} = ${diskWords(total(uses) + reserveBytes)}`;
}
