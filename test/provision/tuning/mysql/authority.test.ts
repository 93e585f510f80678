import { expect, test } from 'vitest';
import { databaseAuthority } from '../../../../provision/tuning/mysql/authority.ts';
import { inputHere, inputThere } from '../there.ts';

test('is there when the answers bring one', () => {
  expect(databaseAuthority.render(inputThere())).toBe('PEM\n');
  expect(databaseAuthority.wanted?.(inputThere({ tls: { kind: 'required' } }))).toBe(false);
  expect(databaseAuthority.wanted?.(inputHere)).toBe(false);
});
