import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idSchema } from '../../appliance/features/common/schema.ts';
import { derivedId, newId } from '../../appliance/ids.ts';

test('identifiers made later sort later', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 47 }), fc.integer({ min: 1, max: 1_000_000 }), (time, later) => {
      expect(newId(time + later) > newId(time)).toBe(true);
      expect(idSchema.safeParse(newId(time)).success).toBe(true);
    }),
  );
});

test('a derived identifier depends on every part, and on where one ends and the next begins', () => {
  expect(derivedId('a', 1)).toBe(derivedId('a', 1));
  expect(idSchema.safeParse(derivedId('a', 1)).success).toBe(true);
  const all = [derivedId('a', 1), derivedId('a', '1'), derivedId('a1'), derivedId('a', 1, ''), derivedId('b', 1)];
  expect(new Set(all).size).toBe(all.length);
});
