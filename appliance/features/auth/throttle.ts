import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { type Counted, createCounts } from '../../redis/counts.ts';
import { ProblemError } from '../common/problem.ts';

export type Attempt = { readonly name: string; readonly address: string };

export type Throttle = {
  /** Counts an attempt before its password is looked at; throws `too-many-attempts` with the seconds to wait. */
  begin(attempt: Attempt): Promise<void>;
  /** The password was right: takes the attempt back and forgets the failures of this name from this address. */
  succeeded(attempt: Attempt): Promise<void>;
};

const windowSeconds = 15 * 60;

/** Wrong passwords in a quarter of an hour. A whole school may sit behind one address, so that one is generous. */
const limits = { pair: 5, name: 20, address: 300 };

/**
 * Guesses are counted before the password is checked, so that many at once cannot slip through. While Redis is away,
 * each process counts for itself: people can sign in, and guessing stays slow.
 */
export function createThrottle(redis: Redis): Throttle {
  const counts = createCounts(redis, windowSeconds);
  const { count } = counts;

  return {
    async begin(attempt) {
      const { pair, name, address } = keysOf(attempt);
      // Stopped here, guesses from one address cannot use up what the name has left for its owner elsewhere.
      refuseOver([{ ...(await count(pair)), limit: limits.pair }]);
      const [ofName, ofAddress] = await Promise.all([count(name), count(address)]);
      refuseOver([
        { ...ofName, limit: limits.name },
        { ...ofAddress, limit: limits.address },
      ]);
    },
    async succeeded(attempt) {
      const { pair, name, address } = keysOf(attempt);
      await Promise.all([counts.forget(pair), counts.takeBack(name), counts.takeBack(address)]);
    },
  };
}

function refuseOver(counted: readonly (Counted & { readonly limit: number })[]): void {
  const over = counted.filter((one) => one.count > one.limit);
  if (over.length === 0) return;
  throw new ProblemError('too-many-attempts', 'Too many wrong passwords. Wait a while before trying again.', {
    retryAfter: Math.max(...over.map((one) => one.seconds)),
  });
}

function keysOf({ name, address }: Attempt) {
  const of = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);
  return {
    pair: `guess:pair:${of(`${name}\n${address}`)}`,
    name: `guess:name:${of(name)}`,
    address: `guess:address:${of(address)}`,
  };
}
