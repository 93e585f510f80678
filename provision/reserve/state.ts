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
    readonly isThere: boolean;
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
    places: places.map(({ folder, path, bytes, isThere }) => {
      return { folder, path, bytes, isThere, schoolDays: schoolDaysOf(tier, bytes) };
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
  if (givenBack === null) return `The emergency reserve of ${sizes(missing)} is not there: too little is free. ${back}`;
  const free = Math.min(...givenBack.free.map(({ bytes }) => bytes));
  return `The emergency reserve is in use: ${givenBack.by} gave ${megabytes(givenBack.bytes)} back, and ${megabytes(free)} were free. ${back}`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
