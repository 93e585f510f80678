import { expect, test } from 'vitest';
import { runsOf } from '../../../renderer/components/spark-line.ts';

test('a line is drawn from nought to the top, broken where nothing was measured, and a lonely point is still seen', () => {
  expect(runsOf([0, 5, null, 10, null], 10)).toEqual([
    { first: 0, last: 25, points: '0,30L25,15' },
    { first: 75, last: 75.4, points: '75,0L75.4,0' },
  ]);
  expect(runsOf([null, null], 1)).toEqual([]);
});
