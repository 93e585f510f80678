import { expect, test } from 'vitest';
import { latencyClass, latencyEndsMs, quantileMs } from '../../../../appliance/features/activity/latency.ts';

const counted = (times: readonly number[]) => {
  const counts = Array.from({ length: latencyEndsMs.length + 1 }, () => 0);
  for (const ms of times) counts[latencyClass(ms)] = (counts[latencyClass(ms)] ?? 0) + 1;
  return counts;
};

test('nobody asked: there is no such time', () => {
  expect(quantileMs(counted([]), 0.95)).toBeNull();
});

test('the time lies in the class of the answer that it is asked of', () => {
  const times = [...Array.from({ length: 94 }, () => 3), ...Array.from({ length: 6 }, () => 600)];
  expect(quantileMs(counted(times), 0.5)).toBeGreaterThan(2);
  expect(quantileMs(counted(times), 0.5)).toBeLessThan(5);
  expect(quantileMs(counted(times), 0.95)).toBeGreaterThan(500);
  expect(quantileMs(counted(times), 0.95)).toBeLessThan(750);
});

test('an answer on the end of a class belongs to it, and one beyond all ends counts as the last end', () => {
  expect(latencyClass(5)).toBe(latencyEndsMs.indexOf(5));
  expect(quantileMs(counted([60_000]), 0.95)).toBe(5_000);
});
