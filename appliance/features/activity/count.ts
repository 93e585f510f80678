import type { Redis } from 'ioredis';
import type { Scope } from '../common/scope.ts';
import { latencyClass, latencyEndsMs, quantileMs } from './latency.ts';
import type { Activity } from './schema.ts';

/**
 * Counts what a process is asked, and by whom. Kept in memory and added up in the cache's Redis every few seconds, so
 * that a request costs nothing but a few additions; what is lost with Redis is some seconds of counting.
 */
export type Activities = {
  seen(scope: Pick<Scope, 'userId' | 'schools'>): void;
  /** `ms` is null for what takes its time on purpose, and says nothing of how fast the server is. */
  answered(ms: number | null, status: number): void;
  stop(): void;
};

const sliceMs = 10_000;
const slices = 6;
const onMs = 5 * 60_000;
const peopleKey = 'teachtrack:on';
/** Members are `school/person`: somebody at two schools counts at both. */
const placesKey = 'teachtrack:on-schools';
const sliceKey = (slice: number) => `teachtrack:asked:${slice}`;
const sliceOf = (now: number) => Math.floor(now / sliceMs);

export function countActivity(redis: Redis): Activities {
  let people = new Map<string, readonly string[]>();
  let classes: number[] = emptyClasses();
  let errors = 0;

  async function flush(): Promise<void> {
    const now = Date.now();
    const [whoWas, were, failed] = [people, classes, errors];
    people = new Map();
    classes = emptyClasses();
    errors = 0;
    if (redis.status !== 'ready') return;
    const pipeline = redis.pipeline();
    // Of the slice that is over: it is read from the end of its successor on.
    const key = sliceKey(sliceOf(now));
    for (const [index, count] of were.entries()) if (count > 0) pipeline.hincrby(key, String(index), count);
    if (failed > 0) pipeline.hincrby(key, 'errors', failed);
    pipeline.expire(key, (sliceMs * (slices + 4)) / 1_000);
    const places = [...whoWas].flatMap(([userId, schools]) => schools.map((school) => `${school}/${userId}`));
    if (whoWas.size > 0) pipeline.zadd(peopleKey, ...[...whoWas.keys()].flatMap((member) => [now, member]));
    if (places.length > 0) pipeline.zadd(placesKey, ...places.flatMap((member) => [now, member]));
    for (const set of [peopleKey, placesKey]) pipeline.zremrangebyscore(set, 0, now - onMs);
    await pipeline.exec().catch(() => undefined);
  }

  const timer = setInterval(flush, sliceMs);
  timer.unref();
  return {
    seen: ({ userId, schools }) => void people.set(userId, schools),
    answered(ms, status) {
      const index = ms === null ? untimed : latencyClass(ms);
      classes[index] = (classes[index] ?? 0) + 1;
      if (status >= 500) errors += 1;
    },
    stop: () => clearInterval(timer),
  };
}

/** Of the last full minute. Rejects while Redis is away. */
export async function readActivity(redis: Redis, now = Date.now()): Promise<Activity> {
  const last = sliceOf(now) - 1;
  const [peopleOn, ...read] = await Promise.all([
    redis.zcount(peopleKey, now - onMs, '+inf'),
    ...Array.from({ length: slices }, (_, back) => redis.hgetall(sliceKey(last - back))),
  ]);
  const counts = emptyClasses().map((_, index) => sum(read.map((slice) => Number(slice[index] ?? 0))));
  return {
    peopleOn,
    requestsPerSecond: Math.round((sum(counts) / ((slices * sliceMs) / 1_000)) * 10) / 10,
    p95Ms: quantileMs(counts.slice(0, untimed), 0.95),
    errorsPerMinute: sum(read.map((slice) => Number(slice['errors'] ?? 0))),
  };
}

/** How many people of each school are on now; schools with none are left out. */
export async function peopleOnBySchool(redis: Redis, now = Date.now()): Promise<Map<string, number>> {
  const members = await redis.zrangebyscore(placesKey, now - onMs, '+inf');
  const counts = new Map<string, number>();
  for (const member of members) {
    const school = member.slice(0, member.indexOf('/'));
    counts.set(school, (counts.get(school) ?? 0) + 1);
  }
  return counts;
}

/** Place of the answers without a time, behind all classes. */
const untimed = latencyEndsMs.length + 1;

function emptyClasses(): number[] {
  return Array.from({ length: untimed + 1 }, () => 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((whole, value) => whole + value, 0);
}
