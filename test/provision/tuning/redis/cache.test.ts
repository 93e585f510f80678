import { expect, test } from 'vitest';
import { redisCache } from '../../../../provision/tuning/redis/cache.ts';
import { machines, tuningInput } from '../inputs.ts';

const flavour = { product: 'mariadb', version: '10.11.19' } as const;
const input = tuningInput({ tier: 2000, cores: 16, memoryMiB: 32_051, flavour });

test('the cache makes room and writes nothing', () => {
  const lines = redisCache.render(input).split('\n');
  for (const line of ['maxmemory 512mb', 'maxmemory-policy allkeys-lru', 'appendonly no', 'save ""', 'port 0']) {
    expect(lines).toContain(line);
  }
});

test('it has a socket and a folder of its own, and only its group may read its file', () => {
  const text = redisCache.render(input);
  expect(text).toContain('unixsocket /run/redis-teachtrack-cache/redis.sock');
  expect(text).toContain('dir /var/lib/redis/teachtrack-cache');
  expect(redisCache.path(input)).toBe('/etc/redis/redis-teachtrack-cache.conf');
  expect(redisCache).toMatchObject({ mode: 0o640, owner: 'root', group: 'redis' });
});

test('no line is there twice, and none that a supported version refuses', () => {
  for (const machine of machines) {
    const names = redisCache
      .render(tuningInput({ ...machine, flavour }))
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(' ')[0]);
    expect(new Set(names).size).toBe(names.length);
    for (const refused of ['activedefrag', 'io-threads-do-reads', 'vm-enabled', 'locale-collate', 'tcp-user-timeout']) {
      expect(names).not.toContain(refused);
    }
  }
});

test('memory is expected back in bytes', () => {
  const memory = redisCache.settings(input).find(({ name }) => name === 'maxmemory');
  expect(memory?.wanted).toBe(String(input.budget.redis.cache.maxMemoryMiB * 1024 * 1024));
});
