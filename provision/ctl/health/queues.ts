import type { QueueFigures } from './figures.ts';
import { askRedis, type RedisAnswer } from './redis.ts';
import type { Asking } from './summary.ts';

/** The appliance's queues by name; a test holds the two lists together. */
export const queueNames = ['generation', 'bulk', 'render', 'import'] as const;

/**
 * Reads BullMQ's own keys. Jobs with a priority are in no order of age: of each queue's ends two hundred are looked at.
 */
const look = `local found = {}
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
  found[#found + 1] = { name, redis.call('LLEN', key .. 'wait') + redis.call('LLEN', key .. 'paused') + ranked,
    redis.call('LLEN', key .. 'active'), redis.call('ZCARD', key .. 'delayed'), redis.call('ZCARD', key .. 'failed'),
    oldest and string.format('%.0f', oldest), redis.call('HEXISTS', key .. 'meta', 'paused') == 1 }
end`;

type Row = readonly [string, number, number, number, number, string | false, boolean];

export async function askQueues(asking: Asking): Promise<RedisAnswer<readonly QueueFigures[]>> {
  const { info, found } = await askRedis<readonly Row[]>(asking, asking.sources.queueSocket, {
    script: look,
    args: queueNames,
  });
  const queues = found.map(([name, waiting, active, delayed, failed, oldest, paused]) => ({
    ...{ name, waiting, active, delayed, failed, paused },
    oldestSeconds: oldest === false ? null : Math.max(0, Math.round((Date.now() - Number(oldest)) / 1000)),
  }));
  return { info, found: queues };
}

const count = `local found, cursor = 0, '0'
repeat
  local some = redis.call('SCAN', cursor, 'MATCH', 'session:*', 'COUNT', 1000)
  cursor = some[1]
  found = found + #some[2]
until cursor == '0'`;

/** People whose page asked for something in the last two minutes: as long the cache keeps what a session stands for. */
export function askPeople(asking: Asking): Promise<RedisAnswer<number>> {
  return askRedis<number>(asking, asking.sources.cacheSocket, { script: count });
}
