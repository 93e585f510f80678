import type { Redis } from 'ioredis';
import { createLRU } from 'lru.min';
import { version } from '../../version.ts';

/**
 * What costs to find out is found out once for all processes, and again when it is older than `ms`. By way of the cache:
 * whoever finds nothing there, or no cache, finds out for itself. The same text is the same value. Nothing is kept of
 * what is null, nor of what failed.
 */
export type Shared = <Value>(name: string, ms: number, find: () => Promise<Value>) => Promise<Value>;

/** During an upgrade processes of two releases serve, and each understands its own values. */
export function sharedKey(name: string): string {
  return `teachtrack:status:${version}:${name}`;
}

export function sharing(cache: Redis): Shared {
  const known = createLRU<string, { readonly text: string; readonly value: unknown }>({ max: 50 });
  return async <Value>(name: string, ms: number, find: () => Promise<Value>) => {
    const key = sharedKey(name);
    const text = await cache.get(key).catch(() => null);
    const before = known.get(name);
    if (text !== null && before?.text === text) return before.value as Value;
    if (text !== null) {
      const value = JSON.parse(text) as Value;
      known.set(name, { text, value });
      return value;
    }
    const value = await find();
    if (value !== null) await cache.set(key, JSON.stringify(value), 'PX', ms).catch(() => undefined);
    return value;
  };
}
