import type { QueueFigures } from './figures.ts';
import type { Asking } from './summary.ts';

/** The appliance's queues by name; a test holds the two lists together. */
export const queueNames = ['generation', 'bulk', 'render', 'import'] as const;

/**
 * Reads BullMQ's own keys in one go on the server. Jobs with a priority are in no order of age: of each queue's ends two
 * hundred are looked at.
 */
const look = `local all = {}
for _, name in ipairs(ARGV) do
  local key = 'bull:' .. name .. ':'
  local oldest = false
  local function seen(id)
    local at = id and tonumber(redis.call('HGET', key .. id, 'timestamp') or '')
    if at and (not oldest or at < oldest) then oldest = at end
  end
  seen(redis.call('LINDEX', key .. 'wait', -1))
  seen(redis.call('LINDEX', key .. 'paused', -1))
  local ranked = redis.call('ZCARD', key .. 'prioritized')
  for _, id in ipairs(redis.call('ZRANGE', key .. 'prioritized', 0, 199)) do seen(id) end
  if ranked > 200 then for _, id in ipairs(redis.call('ZRANGE', key .. 'prioritized', -200, -1)) do seen(id) end end
  all[#all + 1] = { name, redis.call('LLEN', key .. 'wait') + redis.call('LLEN', key .. 'paused') + ranked,
    redis.call('LLEN', key .. 'active'), redis.call('ZCARD', key .. 'delayed'), redis.call('ZCARD', key .. 'failed'),
    oldest, redis.call('HEXISTS', key .. 'meta', 'paused') == 1 }
end
return cjson.encode(all)`;

type Row = readonly [string, number, number, number, number, number | false, boolean];

export async function queueFigures({ transport, sources, signal }: Asking): Promise<readonly QueueFigures[]> {
  const argv = ['redis-cli', '-s', sources.queueSocket, '--raw', 'EVAL', look, '0', ...queueNames] as const;
  const { stdout } = await transport.run({ argv, asRoot: true, timeoutMs: 4_000, signal });
  return (JSON.parse(stdout) as readonly Row[]).map(([name, waiting, active, delayed, failed, oldest, paused]) => ({
    ...{ name, waiting, active, delayed, failed, paused },
    oldestSeconds: oldest === false ? null : Math.max(0, Math.round((Date.now() - oldest) / 1000)),
  }));
}

const count = `local on, cursor = 0, '0'
repeat
  local found = redis.call('SCAN', cursor, 'MATCH', 'session:*', 'COUNT', 1000)
  cursor = found[1]
  on = on + #found[2]
until cursor == '0'
return on`;

/** People whose page asked for something in the last two minutes: as long the cache keeps what a session stands for. */
export async function peopleOnNow({ transport, sources, signal }: Asking): Promise<{ readonly onNow: number }> {
  const argv = ['redis-cli', '-s', sources.cacheSocket, '--raw', 'EVAL', count, '0'] as const;
  const { stdout } = await transport.run({ argv, asRoot: true, timeoutMs: 4_000, signal });
  const onNow = Number.parseInt(stdout, 10);
  if (!Number.isFinite(onNow)) throw new Error('The cache does not answer.');
  return { onNow };
}
