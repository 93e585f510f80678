import type { Redis } from 'ioredis';
import { createLRU } from 'lru.min';
import type { Caller } from '../common/scope.ts';

/**
 * What this process knows of sessions, so that most requests of a page ask nobody who is asking. Every process hears at
 * once when one is ended or stands for something else; while it cannot hear, it knows nothing. Keys are the hashes that
 * sessions are stored under.
 */
export type KnownCallers = {
  get(hashes: readonly string[]): Caller | undefined;
  /** To be called before a caller is looked up: the function keeps what was found, unless a change was heard meanwhile. */
  looking(): (hash: string, caller: Caller) => void;
  /** Forgets these in all processes. */
  forget(hashes: readonly string[]): Promise<void>;
  stop(): void;
};

const channel = 'sessions-changed';
/** A change that could not be announced, since Redis was away from one process alone, counts after so long. */
const keptMs = 30_000;
const mostKept = 2_000;

export function knowCallers(cache: Redis, subscriber: Redis): KnownCallers {
  const kept = createLRU<string, { readonly caller: Caller; readonly until: number }>({ max: mostKept });
  let hears = false;
  let changes = 0;

  const drop = (hashes: readonly string[]) => {
    changes += 1;
    for (const hash of hashes) kept.delete(hash);
  };
  const listen = async () => {
    await subscriber.subscribe(channel).catch(() => undefined);
    hears = subscriber.status === 'ready';
  };
  const deaf = () => {
    hears = false;
    changes += 1;
    kept.clear();
  };
  const hear = (from: string, text: string) => {
    if (from === channel) drop(text.split(' '));
  };
  subscriber.on('ready', listen).on('close', deaf).on('message', hear);
  if (subscriber.status === 'ready') void listen();

  return {
    get(hashes) {
      if (!hears) return undefined;
      for (const hash of hashes) {
        const known = kept.get(hash);
        if (known !== undefined && known.until > performance.now()) return known.caller;
      }
      return undefined;
    },
    looking() {
      const before = changes;
      return (hash, caller) => {
        if (hears && changes === before) kept.set(hash, { caller, until: performance.now() + keptMs });
      };
    },
    async forget(hashes) {
      drop(hashes);
      if (hashes.length === 0) return;
      await cache.publish(channel, hashes.join(' ')).catch(() => undefined);
      // With the answer to this, the news lies at every process, before any request that is sent after.
      await cache.ping().catch(() => undefined);
    },
    stop() {
      subscriber.off('ready', listen).off('close', deaf).off('message', hear);
    },
  };
}
