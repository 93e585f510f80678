import { expect, test } from 'vitest';
import { redisQueue } from '../../../../provision/tuning/redis/queue.ts';
import { machines, tuningInput } from '../inputs.ts';

const flavour = { product: 'mariadb', version: '10.11.19' } as const;
const input = tuningInput({ tier: 2000, cores: 16, memoryMiB: 32_051, flavour });

test('the queue refuses what does not fit and keeps what it took', () => {
  const lines = redisQueue.render(input).split('\n');
  for (const line of ['maxmemory 1536mb', 'maxmemory-policy noeviction', 'appendonly yes', 'save 900 1', 'port 0']) {
    expect(lines).toContain(line);
  }
});

test('it has a socket and a folder of its own, and only its group may read its file', () => {
  const text = redisQueue.render(input);
  expect(text).toContain('unixsocket /run/redis-teachtrack-queue/redis.sock');
  expect(text).toContain('dir /var/lib/redis/teachtrack-queue');
  expect(redisQueue.path(input)).toBe('/etc/redis/redis-teachtrack-queue.conf');
  expect(redisQueue).toMatchObject({ mode: 0o640, owner: 'root', group: 'redis' });
});

test('no line is there twice, and none that a supported version refuses', () => {
  for (const machine of machines) {
    const names = redisQueue
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
  const memory = redisQueue.settings(input).find(({ name }) => name === 'maxmemory');
  expect(memory?.wanted).toBe(String(input.budget.redis.queue.maxMemoryMiB * 1024 * 1024));
});
