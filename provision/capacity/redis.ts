import { clamp } from './connections.ts';
import type { Scale } from './scale.ts';

export type RedisShare = {
  readonly maxMemoryMiB: number;
  /** What it really takes: a persisting server forks, and its child's copies count. */
  readonly peakMiB: number;
};

/** Two servers: a queue that never forgets and a cache that may. One server cannot be both. */
export type RedisBudget = {
  readonly queue: RedisShare;
  readonly cache: RedisShare;
  readonly ioThreads: number;
  readonly maxClients: number;
  readonly backlog: number;
};

export function redisBudget(scale: Scale): RedisBudget {
  const total = clamp(Math.ceil(scale.users / 256) * 256, 256, 4096);
  const queue = (total / 4) * 3;
  const cache = total / 4;
  return {
    queue: { maxMemoryMiB: queue, peakMiB: Math.ceil(queue * 1.7) },
    cache: { maxMemoryMiB: cache, peakMiB: Math.ceil(cache * 1.1) },
    ioThreads: scale.apiProcesses >= 16 ? 4 : 1,
    maxClients: 10_000,
    backlog: 4096,
  };
}
