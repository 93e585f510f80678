import type { Redis } from 'ioredis';
import type { Event } from './schema.ts';

export function channelOf(userId: string): string {
  return `events:${userId}`;
}

/** Tells every open stream of a user. Nothing is lost when nobody hears it: state is in the database. */
export async function announce(redis: Redis, userId: string, event: Event): Promise<void> {
  await redis.publish(channelOf(userId), JSON.stringify(event)).catch(() => undefined);
}
