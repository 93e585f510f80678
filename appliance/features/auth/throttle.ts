import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { type Counted, createCounts } from '../../redis/counts.ts';
import { ProblemError } from '../common/problem.ts';

export type Attempt = { readonly name: string; readonly address: string };

export type Throttle = {
  /**
   * Counts an attempt, then looks whether its password is right; throws `too-many-attempts` with the seconds to wait.
   * After `sign-in-failed` it stays counted. A right one takes itself back and forgets the failures of this name from this
   * address. Of what could not be looked at, as while the database is away, nothing is counted.
   */
  guess<Result>(attempt: Attempt, look: () => Promise<Result>): Promise<Result>;
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

  async function begin({ pair, name, address }: Keys): Promise<void> {
    // Stopped here, guesses from one address cannot use up what the name has left for its owner elsewhere.
    refuseOver([{ ...(await count(pair)), limit: limits.pair }]);
    const [ofName, ofAddress] = await Promise.all([count(name), count(address)]);
    refuseOver([
      { ...ofName, limit: limits.name },
      { ...ofAddress, limit: limits.address },
    ]);
  }

  return {
    async guess(attempt, look) {
      const keys = keysOf(attempt);
      await begin(keys);
      const { pair, name, address } = keys;
      try {
        const result = await look();
        await Promise.all([counts.forget(pair), counts.takeBack(name), counts.takeBack(address)]);
        return result;
      } catch (error) {
        const isWrong = error instanceof ProblemError && error.code === 'sign-in-failed';
        if (!isWrong) await Promise.all([pair, name, address].map(counts.takeBack));
        throw error;
      }
    },
  };
}

type Keys = ReturnType<typeof keysOf>;

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
