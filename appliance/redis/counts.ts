import type { Redis } from 'ioredis';

/** How often within the window, this time included, and the seconds until the window is over. */
export type Counted = { readonly count: number; readonly seconds: number };

export type Counts = {
  readonly count: (key: string) => Promise<Counted>;
  /** The last one is as if it had not been. */
  readonly takeBack: (key: string) => Promise<void>;
  readonly forget: (key: string) => Promise<void>;
};

/** Counts that begin anew after a while, the same in all processes; while Redis is away each counts for itself. */
export function createCounts(redis: Redis, windowSeconds: number): Counts {
  const local = new Map<string, { count: number; until: number }>();

  function countLocally(key: string): Counted {
    const now = performance.now();
    if (local.size > 10_000) local.clear();
    const seen = local.get(key);
    const entry = seen !== undefined && seen.until > now ? seen : { count: 0, until: now + windowSeconds * 1000 };
    entry.count++;
    local.set(key, entry);
    return { count: entry.count, seconds: Math.ceil((entry.until - now) / 1000) };
  }

  return {
    async count(key) {
      try {
        const [total, , ttl] = await Promise.all([
          redis.incr(key),
          redis.expire(key, windowSeconds, 'NX'),
          redis.ttl(key),
        ]);
        return { count: total, seconds: ttl > 0 ? ttl : windowSeconds };
      } catch {
        return countLocally(key);
      }
    },
    async takeBack(key) {
      const seen = local.get(key);
      if (seen !== undefined && seen.count > 0) seen.count--;
      await redis.decr(key).catch(() => undefined);
    },
    async forget(key) {
      local.delete(key);
      await redis.del(key).catch(() => undefined);
    },
  };
}
