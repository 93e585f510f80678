import type { DatabaseBudget } from './database.ts';
import type { Machine } from './machine.ts';
import type { RedisBudget } from './redis.ts';
import type { Scale } from './scale.ts';
import type { WebBudget } from './web.ts';

/** One consumer of memory at its peak, in MiB, and how the figure comes about. */
export type MemoryUse = { readonly who: string; readonly memoryMiB: number; readonly how: string };

/** Measured: one process of each kind after load, and one nginx worker and connection, in MiB. */
const apiProcessMiB = 400;
const apiPrimaryMiB = 48;
const workerProcessMiB = 500;
const nginxWorkerMiB = 7;
const nginxConnectionMiB = 64 / 1024;
/** Counters of clients and TLS sessions that nginx' workers share, when full. */
export const nginxZonesMiB = 80;
const systemMiB = 1536;
/** What systemd grants the program that leads to a database on another server. */
export const databaseWayMiB = 256;

type Shares = {
  readonly machine: Machine;
  readonly scale: Scale;
  readonly database: DatabaseBudget;
  readonly redis: RedisBudget;
  readonly web: WebBudget;
  readonly connections: number;
};

/** All that takes memory on the server. The sum stays within what the kernel has to give. */
export function memoryUses({ machine, scale, database, redis, web, connections }: Shares): readonly MemoryUse[] {
  const { apiProcesses, apiInstances, workers } = scale;
  return [
    machine.isDatabaseElsewhere === true
      ? {
          who: 'Way to the database',
          memoryMiB: databaseWayMiB,
          how: `${connections} connections are passed on; the database has its memory on another server`,
        }
      : {
          who: machine.flavour.product === 'mysql' ? 'MySQL' : 'MariaDB',
          memoryMiB: database.peakMiB,
          how: `buffer pool ${database.bufferPoolMiB} MiB, ${connections} connections`,
        },
    {
      who: 'Redis, queue',
      memoryMiB: redis.queue.peakMiB,
      how: `${redis.queue.maxMemoryMiB} MiB and its copy while saving`,
    },
    { who: 'Redis, cache', memoryMiB: redis.cache.peakMiB, how: `${redis.cache.maxMemoryMiB} MiB` },
    {
      who: 'API',
      memoryMiB: apiProcesses * apiProcessMiB + apiInstances * apiPrimaryMiB,
      how: `${apiProcesses} processes of ${apiProcessMiB} MiB, ${apiInstances} primaries of ${apiPrimaryMiB} MiB`,
    },
    {
      who: 'Queue workers',
      memoryMiB: workers * workerProcessMiB,
      how: `${workers} processes of ${workerProcessMiB} MiB`,
    },
    {
      who: 'nginx',
      memoryMiB: Math.ceil(
        nginxZonesMiB + web.workerProcesses * nginxWorkerMiB + web.activeConnections * nginxConnectionMiB,
      ),
      how: `${web.workerProcesses} workers, ${web.activeConnections} active connections`,
    },
    { who: 'Operating system', memoryMiB: systemMiB, how: 'system, agents and logs' },
  ];
}
