import { expect, test } from 'vitest';
import { redisCacheUnit } from '../../../../provision/tuning/redis/cache-unit.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)(
  'on a machine for $tier teachers systemd makes the folder and leaves room for a save',
  (machine) => {
    const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '11.8.9' } });
    const lines = redisCacheUnit.render(input).split('\n');
    expect(lines).toContain('StateDirectory=redis/teachtrack-cache');
    expect(lines).toContain('OOMScoreAdjust=-600');
    const { peakMiB } = input.budget.redis.cache;
    expect(input.budget.units.redisCache.memoryMaxMiB).toBeGreaterThan(peakMiB);
    expect(lines).toContain(`MemoryMax=${input.budget.units.redisCache.memoryMaxMiB}M`);
    expect(redisCacheUnit.path(input)).toBe(
      '/etc/systemd/system/redis-server@teachtrack-cache.service.d/teachtrack.conf',
    );
  },
);
