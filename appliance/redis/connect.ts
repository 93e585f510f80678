import { Redis } from 'ioredis';
import type { Log } from '../log.ts';

/**
 * A client that fails at once while the server is away, instead of keeping callers waiting, and comes back by itself.
 * Commands issued in the same turn travel together.
 */
export function connectRedis(socketPath: string, name: string, log: Log): Redis {
  return watched(
    new Redis({
      ...reconnecting(socketPath, name),
      enableAutoPipelining: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: 1_500,
    }),
    name,
    log,
  );
}

/** For subscriptions: commands wait for the connection, and subscriptions are renewed after a loss. */
export function connectSubscriber(socketPath: string, log: Log): Redis {
  const redis = new Redis({ ...reconnecting(socketPath, 'subscriber'), autoResubscribe: true });
  return watched(renewing(redis), 'subscriber', log);
}

/**
 * The client renews its subscriptions without listening to what becomes of it: where the server goes away once more at
 * that moment and for long, that would be an error that nobody handles, which ends the process. The next connection
 * renews them again.
 */
function renewing(redis: Redis): Redis {
  const subscribe = redis.subscribe.bind(redis) as (...channels: unknown[]) => Promise<unknown>;
  redis.subscribe = (...channels: unknown[]) => {
    const subscribed = subscribe(...channels);
    subscribed.catch(() => undefined);
    return subscribed;
  };
  return redis;
}

/** Options of the queue library's own connections in a worker, which wait for the server as long as it takes. */
export function consumerConnection(socketPath: string) {
  return { ...reconnecting(socketPath, 'consumer'), maxRetriesPerRequest: null } as const;
}

function reconnecting(path: string, connectionName: string) {
  return {
    path,
    connectionName: `teachtrack-${connectionName}`,
    connectTimeout: 2_000,
    retryStrategy: (attempt: number) => Math.min(attempt * 50, 1_000),
    maxLoadingRetryTime: 1_000,
  };
}

/** Says once that the server is away and once that it is back: the client itself repeats every attempt. */
function watched(redis: Redis, name: string, log: Log): Redis {
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) log.warn({ err: error, redis: name }, 'redis is away');
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info({ redis: name }, 'redis is back');
    away = false;
  });
  return redis;
}

/** The client has no codes for these. */
export function isRedisAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.name === 'MaxRetriesPerRequestError' ||
    /^(Connection is closed|Command timed out|Stream isn't writeable|LOADING |OOM |MISCONF )/.test(error.message)
  );
}
