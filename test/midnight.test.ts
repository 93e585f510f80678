import { expect, test } from 'vitest';
import { untilOver } from './midnight.ts';

test('minutes before a day is over, here or in the district, are waited out', () => {
  expect(untilOver(new Date('2026-12-31T20:56:30Z'))).toBe(210_000);
  expect(untilOver(new Date('2026-12-31T20:50:00Z'))).toBe(0);
  expect(untilOver(new Date('2026-12-31T21:00:00Z'))).toBe(0);
});
