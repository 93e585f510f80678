import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { reserveWish } from '../../reserve/keep.ts';
import { hasRoomFor } from '../../reserve/size.ts';
import type { ReserveState } from '../../reserve/state.ts';
import type { Known } from '../alerts/known.ts';
import { diskOf } from '../health/disk-of.ts';

const pauseMs = 300_000;

/** Asks root's helper to make the emergency reserve again once there is room, which that looks at for itself. */
export class ReserveWish {
  readonly #path: string;
  #askedMs = Number.NEGATIVE_INFINITY;

  constructor(folder: string) {
    this.#path = join(folder, basename(reserveWish));
  }

  look(known: Pick<Known, 'health' | 'states'>, nowMs = performance.now()): void {
    if (nowMs - this.#askedMs < pauseMs || !isMissingWithRoom(known)) return;
    this.#askedMs = nowMs;
    writeFileSync(this.#path, '', { mode: 0o640 });
  }
}

export function isMissingWithRoom({ health, states }: Pick<Known, 'health' | 'states'>): boolean {
  const { places = [] } = (states.get('reserve') ?? {}) as Partial<ReserveState>;
  const disks = health?.figures.machine?.disks ?? [];
  return places.some(({ folder, bytes, isThere }) => {
    const disk = isThere ? undefined : diskOf(disks, folder);
    if (disk === undefined || disk.percent >= 100) return false;
    const { freeBytes, percent } = disk;
    return hasRoomFor(bytes, { freeBytes, totalBytes: freeBytes / (1 - percent / 100) });
  });
}
