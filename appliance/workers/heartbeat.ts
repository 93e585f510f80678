import { hostname } from 'node:os';
import type { Redis } from 'ioredis';
import type { Log } from '../log.ts';

const key = 'teachtrack:workers';
const everyMs = 5_000;
const forgottenMs = 16_000;

/** Signs this worker process in every few seconds. Returns what stops it and signs it out. */
export function startHeartbeat(redis: Redis, log: Log): () => Promise<void> {
  const name = `${hostname()}/${process.pid}`;
  const beat = () => redis.zadd(key, Date.now(), name).catch((error) => log.debug({ err: error }, 'heartbeat missed'));
  const timer = setInterval(beat, everyMs);
  redis.on('ready', beat);
  if (redis.status === 'ready') void beat();
  return async () => {
    clearInterval(timer);
    redis.off('ready', beat);
    await redis.zrem(key, name).catch(() => undefined);
  };
}

/** Worker processes that signed in lately. */
export async function workersSeen(redis: Redis): Promise<number> {
  const since = Date.now() - forgottenMs;
  const [, seen] = await Promise.all([
    redis.zremrangebyscore(key, 0, since - 60_000),
    redis.zcount(key, since, '+inf'),
  ]);
  return seen;
}
