import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apportion } from '../../../../../appliance/features/schemes/engine/apportion.ts';

const weights = [12, 8, 10, 15, 9, 6];

describe('sharing lessons out over sub-strands', () => {
  test.each([
    [60, [12, 8, 10, 15, 9, 6]],
    [54, [11, 7, 9, 14, 8, 5]],
    [48, [10, 6, 8, 12, 7, 5]],
    [44, [9, 6, 7, 11, 7, 4]],
    [64, [13, 8, 11, 16, 10, 6]],
  ])('%i lessons', (units, shares) => {
    expect(apportion(weights, units)).toEqual({ shares, surplus: 0 });
  });

  test('every unit is given once or left over, and nobody gets less than one', () => {
    const cases = fc.tuple(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 60 }), fc.nat(600));
    fc.assert(
      fc.property(cases, ([some, more]) => {
        const units = some.length + more;
        const { shares, surplus } = apportion(some, units);
        expect(shares.reduce((sum, share) => sum + share, 0) + surplus).toBe(units);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(1);
        expect(surplus).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('fewer units than sub-strands is refused', () => {
    expect(() => apportion([3, 4], 1)).toThrow(RangeError);
  });
});
