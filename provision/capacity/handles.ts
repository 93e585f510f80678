import type { ConnectionShares } from './connections.ts';
import type { DatabaseBudget } from './database.ts';
import type { RedisBudget } from './redis.ts';
import type { Scale } from './scale.ts';
import type { WebBudget } from './web.ts';

/** How many file handles one process of a kind may need, and what it is granted. */
export type HandleNeed = { readonly who: string; readonly needed: number; readonly limit: number };

export const nodeHandles = 65_536;
export const databaseHandles = 65_536;
/** What Debian's Redis unit grants; enough, so it stays. */
export const redisHandles = 65_535;

/** Modules, logs, timers and sockets of a Node process that are no connections. */
const nodeOwn = 128;
/** Connections of one process to Redis: measured 2 of the API, 4 of a worker; doubled. */
const redisPerProcess = 8;

type Shares = {
  readonly scale: Scale;
  readonly connections: ConnectionShares;
  readonly database: DatabaseBudget;
  readonly redis: RedisBudget;
  readonly web: WebBudget;
};

export function handleNeeds({ scale, connections, database, redis, web }: Shares): readonly HandleNeed[] {
  return [
    { who: 'database', needed: database.openFilesNeeded, limit: databaseHandles },
    { who: 'Redis', needed: redis.maxClients + 32, limit: redisHandles },
    { who: 'nginx worker', needed: 2 * web.workerConnections + 1024, limit: web.openFiles },
    {
      who: 'API process',
      needed:
        2 * Math.ceil(web.activeConnections / scale.apiProcesses) +
        connections.api.connectionLimit +
        redisPerProcess +
        nodeOwn,
      limit: nodeHandles,
    },
    {
      who: 'queue worker',
      needed: connections.worker.connectionLimit + redisPerProcess + scale.jobsPerWorker * 4 + nodeOwn,
      limit: nodeHandles,
    },
  ];
}
