import type { Redis } from 'ioredis';
import type { Settings } from './config.ts';
import type { Database } from './database/connect.ts';
import type { Log } from './log.ts';
import type { Publisher } from './queues/publisher.ts';
import type { SessionKeys } from './session-keys.ts';

/** What the routes work with. Made and closed by whoever runs them. */
export type Services = {
  readonly settings: Settings;
  readonly log: Log;
  readonly db: Database;
  /** Evicts: copies, counters, announcements. Nothing is lost with it. */
  readonly cache: Redis;
  /** Listens to announcements; only the events plugin uses it. */
  readonly subscriber: Redis;
  /** Keeps: the queues. */
  readonly queueRedis: Redis;
  readonly publisher: Publisher;
  readonly sessionKeys: SessionKeys;
};
