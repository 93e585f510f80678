import type { RedisFigures, RedisInstanceFigures } from './figures.ts';
import type { Answer, Asking } from './summary.ts';

/** What one instance says of itself, and what a script found in it: one question for both. */
export type RedisAnswer<Found> = { readonly info: string; readonly found: Found };

/** `script` leaves what it found in the variable `found`. Rejects when the server does not answer or reads its data. */
export async function askRedis<Found>(
  { transport, signal }: Asking,
  socket: string,
  { script, args = [] }: { readonly script: string; readonly args?: readonly string[] },
): Promise<RedisAnswer<Found>> {
  const { stdout } = await transport.run({
    argv: ['redis-cli', '-s', socket, '--raw', 'EVAL', whole(script), '0', ...args],
    asRoot: true,
    timeoutMs: 4_000,
    signal,
  });
  const [info, found] = JSON.parse(stdout) as readonly [string, Found];
  return { info, found };
}

function whole(script: string): string {
  return `${script}\nreturn cjson.encode({ redis.call('INFO'), found })`;
}

/** `Connected (15 clients, 850MB memory)`: both instances together; says which one does not answer. */
export function redisHealth(
  queue: RedisAnswer<unknown> | null,
  cache: RedisAnswer<unknown> | null,
): Answer<RedisFigures> {
  if (queue === null || cache === null) {
    const silent = [...(queue === null ? ['queue'] : []), ...(cache === null ? ['cache'] : [])];
    return { ok: false, detail: `Not reachable (${silent.join(' and ')})` };
  }
  const instances = { queue: figuresOf(queue.info), cache: figuresOf(cache.info) };
  const clients = [queue, cache].reduce((sum, { info }) => sum + number(info, 'connected_clients'), 0);
  const memoryBytes = instances.queue.memoryBytes + instances.cache.memoryBytes;
  return {
    ok: true,
    detail: `Connected (${clients} clients, ${Math.round(memoryBytes / 1e6)}MB memory)`,
    figures: { clients, memoryBytes, ...instances },
  };
}

function figuresOf(info: string): RedisInstanceFigures {
  const isOk = ['aof_last_write_status', 'aof_last_bgrewrite_status'].every((name) => info.includes(`${name}:ok`));
  return {
    memoryBytes: number(info, 'used_memory'),
    maxMemoryBytes: number(info, 'maxmemory'),
    evictions: number(info, 'evicted_keys'),
    appendOnlyOk: number(info, 'aof_enabled') === 1 ? isOk : null,
  };
}

function number(info: string, name: string): number {
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
}
