import { expect, test } from 'vitest';
import { redisQueueUnit } from '../../../../provision/tuning/redis/queue-unit.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)(
  'on a machine for $tier teachers systemd makes the folder and leaves room for a save',
  (machine) => {
    const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '11.8.9' } });
    const lines = redisQueueUnit.render(input).split('\n');
    expect(lines).toContain('StateDirectory=redis/teachtrack-queue');
    expect(lines).toContain('OOMScoreAdjust=-600');
    expect(lines.filter((line) => line.startsWith('ExecStartPre=+/usr/bin/setpriv --reuid=redis'))).toHaveLength(1);
    const { peakMiB } = input.budget.redis.queue;
    expect(input.budget.units.redisQueue.memoryMaxMiB).toBeGreaterThan(peakMiB);
    expect(lines).toContain(`MemoryMax=${input.budget.units.redisQueue.memoryMaxMiB}M`);
    expect(redisQueueUnit.path(input)).toBe(
      '/etc/systemd/system/redis-server@teachtrack-queue.service.d/teachtrack.conf',
    );
  },
);
