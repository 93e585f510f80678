import type { Credentials, Settings } from './config.ts';
import { connectDatabase } from './database/connect.ts';
import type { Log } from './log.ts';
import { createPublisher } from './queues/publisher.ts';
import { connectRedis, connectSubscriber } from './redis/connect.ts';
import type { Services } from './services.ts';

/** Opens everything an API process works with. Opening never waits: what is away is away until it comes back. */
export function openServices(settings: Settings, credentials: Credentials, log: Log): Services {
  const db = connectDatabase({
    settings: settings.database,
    password: credentials.databasePassword,
    pool: settings.database.api,
    queryTimeoutMs: 5_000,
    acquireTimeoutMs: 2_500,
  });
  const queueRedis = connectRedis(settings.redis.queueSocket, 'queue', log);
  return {
    settings,
    log,
    db,
    cache: connectRedis(settings.redis.cacheSocket, 'cache', log),
    queueRedis,
    subscriber: connectSubscriber(settings.redis.cacheSocket, log),
    publisher: createPublisher(queueRedis, db, log),
    sessionKeys: credentials.sessionKeys,
  };
}

export async function closeServices(services: Services): Promise<void> {
  await services.publisher.close().catch(() => undefined);
  for (const redis of [services.cache, services.queueRedis, services.subscriber]) redis.disconnect();
  await services.db.destroy().catch(() => undefined);
}
