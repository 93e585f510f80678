import type { ConnectionShares } from './connections.ts';
import type { DatabaseBudget } from './database.ts';
import { databaseHandles, nodeHandles, redisHandles } from './handles.ts';
import type { Machine } from './machine.ts';
import type { RedisBudget } from './redis.ts';
import type { Scale } from './scale.ts';
import type { WebBudget } from './web.ts';

/** What systemd grants one unit. Absent: not limited. */
export type UnitLimit = {
  readonly memoryHighMiB?: number;
  readonly memoryMaxMiB?: number;
  /** 100 is one core. */
  readonly cpuQuotaPercent?: number;
  /** Share when cores are short; the system's default is 100. */
  readonly cpuWeight: number;
  readonly openFiles: number;
  readonly tasksMax: number;
  /** -1000 (never killed) to 1000 (killed first) when memory runs out. */
  readonly oomScoreAdjust: number;
};

/** `api` and `worker` count for one instance. */
export type UnitLimits = {
  readonly database: UnitLimit;
  readonly redisQueue: UnitLimit;
  readonly redisCache: UnitLimit;
  readonly nginx: UnitLimit;
  readonly api: UnitLimit;
  readonly worker: UnitLimit;
};

type Shares = {
  readonly machine: Machine;
  readonly scale: Scale;
  readonly database: DatabaseBudget;
  readonly redis: RedisBudget;
  readonly web: WebBudget;
  readonly connections: ConnectionShares;
  readonly apiHeapMiB: number;
  readonly workerHeapMiB: number;
};

/** Buffers, code and native memory of a Node process beside its heap, at the very most. */
const outsideHeapMiB = 256;

export function unitLimits(shares: Shares): UnitLimits {
  const { machine, scale, database, redis, web, connections } = shares;
  const cores = (wanted: number) => 100 * Math.min(wanted, machine.cores);
  const apiMiB = scale.processesPerInstance * (shares.apiHeapMiB + outsideHeapMiB);
  return {
    database: {
      memoryHighMiB: database.memoryHighMiB,
      memoryMaxMiB: database.memoryMaxMiB,
      cpuQuotaPercent: 100 * database.cores,
      cpuWeight: 300,
      openFiles: databaseHandles,
      tasksMax: 2 * connections.max + 512,
      oomScoreAdjust: -600,
    },
    redisQueue: {
      memoryMaxMiB: 2 * redis.queue.maxMemoryMiB + 256,
      cpuWeight: 400,
      openFiles: redisHandles,
      tasksMax: 64,
      oomScoreAdjust: -600,
    },
    redisCache: {
      memoryMaxMiB: Math.ceil(1.5 * redis.cache.maxMemoryMiB) + 128,
      cpuWeight: 400,
      openFiles: redisHandles,
      tasksMax: 64,
      oomScoreAdjust: -600,
    },
    nginx: { cpuWeight: 300, openFiles: web.openFiles, tasksMax: 4 * web.workerProcesses + 64, oomScoreAdjust: -300 },
    api: {
      memoryHighMiB: apiMiB,
      memoryMaxMiB: apiMiB + outsideHeapMiB,
      cpuQuotaPercent: cores(scale.processesPerInstance + 1),
      cpuWeight: 100,
      openFiles: nodeHandles,
      tasksMax: 256,
      oomScoreAdjust: 100,
    },
    worker: {
      memoryHighMiB: shares.workerHeapMiB + outsideHeapMiB,
      memoryMaxMiB: shares.workerHeapMiB + 2 * outsideHeapMiB,
      cpuQuotaPercent: cores(2),
      cpuWeight: 50,
      openFiles: nodeHandles,
      tasksMax: 128,
      oomScoreAdjust: 200,
    },
  };
}
