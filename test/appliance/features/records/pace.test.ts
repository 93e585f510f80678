import { expect, test } from 'vitest';
import { paceOf } from '../../../../appliance/features/records/pace.ts';

test('41 of 48 due and 64 planned lessons: pace 0.85, 64 %, 9 will be missing', () => {
  const counts = { planned: 64, due: 48, delivered: 41, dueLately: 20, deliveredLately: 17 };
  expect(paceOf(counts)).toEqual({ deliveredPct: 64, pace: 0.85, short: 9 });
});

test('before anything is due there is no pace, and nothing is missing', () => {
  const none = { due: 0, delivered: 0, dueLately: 0, deliveredLately: 0 };
  expect(paceOf({ planned: 60, ...none })).toEqual({ deliveredPct: 0, pace: null, short: 0 });
  expect(paceOf({ planned: 0, ...none })).toEqual({ deliveredPct: 0, pace: null, short: 0 });
});

test('a class ahead of its scheme, or that only lost lessons long ago, is short of those alone', () => {
  expect(paceOf({ planned: 40, due: 20, delivered: 22, dueLately: 8, deliveredLately: 10 }).short).toBe(0);
  expect(paceOf({ planned: 40, due: 20, delivered: 15, dueLately: 8, deliveredLately: 8 }).short).toBe(5);
});
