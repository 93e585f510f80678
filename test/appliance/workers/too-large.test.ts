import { expect, test } from 'vitest';
import { tooLarge } from '../../../appliance/workers/too-large.ts';

test('a worker leaves for what it holds and goes on holding, and not for what a large document takes for a moment', () => {
  const isTooLarge = tooLarge(500);
  const looks = (...sizes: readonly number[]) => sizes.map(isTooLarge);
  const large = Array.from({ length: 7 }, () => 700);
  expect(looks(...large, 499, ...large)).not.toContain(true);
  expect(looks(501)).toEqual([true]);
});
