import { expect, test } from 'vitest';
import { concurrencyOf } from '../../../appliance/queues/queues.ts';

test.each([4, 5, 8, 12, 16, 32])(
  'a worker of %i jobs shares all of them out, with one at least for every queue',
  (jobs) => {
    const shares = Object.values(concurrencyOf(jobs));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(jobs);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(1);
  },
);

test('with the usual 16 jobs, half are for what a person waits for', () => {
  expect(concurrencyOf(16)).toEqual({ generation: 8, bulk: 4, render: 3, import: 1 });
});
