import type { RedisFigures, RedisInstanceFigures } from './figures.ts';
import type { Answer, Asking } from './summary.ts';

/** `Connected (15 clients, 850MB memory)`: both instances together; says which one does not answer. */
export async function redisHealth({ transport, sources, signal }: Asking): Promise<Answer<RedisFigures>> {
  const [queue, cache] = await Promise.all(
    [sources.queueSocket, sources.cacheSocket].map(async (socket) => {
      const argv = ['redis-cli', '-s', socket, '--raw', 'INFO'] as const;
      try {
        return infoOf((await transport.run({ argv, asRoot: true, timeoutMs: 4_000, signal })).stdout);
      } catch {
        return undefined;
      }
    }),
  );
  if (queue === undefined || cache === undefined) {
    const silent = [...(queue === undefined ? ['queue'] : []), ...(cache === undefined ? ['cache'] : [])];
    return { ok: false, detail: `Not reachable (${silent.join(' and ')})` };
  }
  const clients = queue.clients + cache.clients;
  const memoryBytes = queue.figures.memoryBytes + cache.figures.memoryBytes;
  return {
    ok: true,
    detail: `Connected (${clients} clients, ${Math.round(memoryBytes / 1e6)}MB memory)`,
    figures: { clients, memoryBytes, queue: queue.figures, cache: cache.figures },
  };
}

/** Undefined while the server does not answer or still reads its data. */
function infoOf(info: string): { readonly clients: number; readonly figures: RedisInstanceFigures } | undefined {
  const number = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? Number.NaN);
  const clients = number('connected_clients');
  const memoryBytes = number('used_memory');
  if (number('loading') === 1 || !Number.isFinite(clients) || !Number.isFinite(memoryBytes)) return undefined;
  const hasFile = number('aof_enabled') === 1;
  const isOk = ['aof_last_write_status', 'aof_last_bgrewrite_status'].every((name) => info.includes(`${name}:ok`));
  return {
    clients,
    figures: {
      memoryBytes,
      maxMemoryBytes: number('maxmemory') || 0,
      evictions: number('evicted_keys') || 0,
      appendOnlyOk: hasFile ? isOk : null,
    },
  };
}
