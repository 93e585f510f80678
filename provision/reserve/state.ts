import type { Tier } from '../model/wanted.ts';
import type { State } from '../ops/state-file.ts';
import type { ReservePlace } from './places.ts';
import { schoolDaysOf } from './size.ts';

/** State `reserve`. */
export type ReserveState = State & {
  readonly places: readonly {
    readonly folder: string;
    readonly path: string;
    readonly bytes: number;
    /** In whole, as it is wanted. */
    readonly isThere: boolean;
    /** What of it can be given back: less than `bytes` when the database needed some to start. Earlier versions say nothing. */
    readonly heldBytes?: number;
    /** So many days of ordinary work it lasts, by estimate. */
    readonly schoolDays: number;
  }[];
  /** Null when nothing is lacking, or nobody has given it back. */
  readonly givenBack: GivenBack | null;
};

export type GivenBack = {
  readonly at: string;
  readonly by: string;
  readonly bytes: number;
  /** What was free right after, by volume: how fast that goes tells how long it lasts. */
  readonly free: readonly { readonly folder: string; readonly bytes: number }[];
};

/** What is known of the reserve. It is not well while any part of it is missing. */
export function reserveState(
  places: readonly ReservePlace[],
  { tier, now, givenBack = null }: { readonly tier: Tier; readonly now: Date; readonly givenBack?: GivenBack | null },
): ReserveState {
  const ok = places.every(({ isThere }) => isThere);
  return {
    at: now.toISOString(),
    ok,
    summary: summaryOf(places, tier, givenBack),
    places: places.map(({ folder, path, bytes, isThere, takenBytes: heldBytes }) => {
      return { folder, path, bytes, isThere, heldBytes, schoolDays: schoolDaysOf(tier, heldBytes || bytes) };
    }),
    givenBack: ok ? null : givenBack,
  };
}

function summaryOf(places: readonly ReservePlace[], tier: Tier, givenBack: GivenBack | null): string {
  const missing = places.filter(({ isThere }) => !isThere);
  const sizes = (all: readonly ReservePlace[]) => all.map(({ bytes }) => megabytes(bytes)).join(' and ');
  if (missing.length === 0) {
    const days = Math.min(...places.map(({ bytes }) => schoolDaysOf(tier, bytes)));
    return `${sizes(places)} are put by for the day the disk is full: enough for about ${days === 1 ? 'a school day' : `${days} school days`}.`;
  }
  const back = 'It is made again by itself as soon as well more is free.';
  const [cut] = missing.filter(({ takenBytes }) => takenBytes > 0);
  if (cut !== undefined)
    return `${megabytes(cut.bytes - cut.takenBytes)} of the emergency reserve were given to the database, so that it could start on a full disk; ${megabytes(cut.takenBytes)} are left. ${back.replace('again', 'whole again')}`;
  if (givenBack === null) return `The emergency reserve of ${sizes(missing)} is not there: too little is free. ${back}`;
  const free = Math.min(...givenBack.free.map(({ bytes }) => bytes));
  return `The emergency reserve is in use: ${givenBack.by} gave ${megabytes(givenBack.bytes)} back, and ${megabytes(free)} were free. ${back}`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
