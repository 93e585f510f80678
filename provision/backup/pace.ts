import { setTimeout as sleep } from 'node:timers/promises';

/** How fast content is taken in. */
export type Pace = {
  readonly bytesPerSecond: number;
  /** Taken in at once, so that what is small is done before anybody could notice. */
  readonly headStartBytes: number;
};

export type Clock = {
  readonly nowMs: () => number;
  readonly rest: (ms: number) => Promise<void>;
};

const ownClock: Clock = { nowMs: () => performance.now(), rest: (ms) => sleep(ms) };

/**
 * For a backup while people work. The database reads out everything as fast as it is taken from it, on a thread that no
 * niceness of ours reaches: only taking it slowly leaves the processor and the disk to those at work. What would take more
 * than an hour is taken faster.
 */
export function unnoticed(expectedBytes: number): Pace {
  return { bytesPerSecond: Math.max(2 * MiB, expectedBytes / 3600), headStartBytes: 4 * MiB };
}

/**
 * Passes streams on at one pace for all of them. Pieces are waited for one by one, so that load comes evenly; time lost on
 * the way is not made up for.
 */
export function pacer({ bytesPerSecond, headStartBytes }: Pace, { nowMs, rest }: Clock = ownClock) {
  let ahead = headStartBytes;
  let freeAtMs = 0;
  return async function* paced<Piece extends Uint8Array>(stream: AsyncIterable<Piece>): AsyncGenerator<Piece> {
    for await (const piece of stream) {
      const counted = Math.max(0, piece.length - ahead);
      ahead -= piece.length - counted;
      freeAtMs = Math.max(freeAtMs, nowMs()) + (1000 * counted) / bytesPerSecond;
      yield piece;
      const early = freeAtMs - nowMs();
      if (early >= 1) await rest(early);
    }
  };
}

const MiB = 1024 * 1024;
