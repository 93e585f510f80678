import type { Times } from './shapes.ts';

/** Each class ends 5 % above the one before: what is told of a time is off by no more. */
const growth = 1.05;
const classes = 240;

/** Times, counted by their size: a few kilobytes however many they are. */
export class Histogram {
  readonly #counts = new Uint32Array(classes);
  #count = 0;
  #most = 0;

  add(ms: number): void {
    const place = ms <= 1 ? 0 : Math.min(classes - 1, Math.ceil(Math.log(ms) / Math.log(growth)));
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#count += 1;
    if (ms > this.#most) this.#most = ms;
  }

  /** The time that this share of all stayed within, never above the longest; null when there was none. */
  quantileMs(share: number): number | null {
    if (this.#count === 0) return null;
    let left = Math.max(1, Math.ceil(share * this.#count));
    for (let place = 0; place < classes; place += 1) {
      left -= this.#counts[place] ?? 0;
      if (left <= 0 && place < classes - 1) return round(Math.min(growth ** place, this.#most));
    }
    return round(this.#most);
  }

  times(): Times {
    const mostMs = this.#count === 0 ? null : round(this.#most);
    return { count: this.#count, p50Ms: this.quantileMs(0.5), p95Ms: this.quantileMs(0.95), mostMs };
  }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
