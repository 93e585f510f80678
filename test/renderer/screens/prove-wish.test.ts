import { expect, test } from 'vitest';
import { readMinutes, readUsers } from '../../../renderer/screens/prove/wish.ts';

test.each([
  ['2500', 2_500],
  [' 150 ', 150],
  ['2,500', 2_500],
  ['1 000', 1_000],
  ['1', 1],
  ['0', undefined],
  ['2501', undefined],
  ['1.5', undefined],
  ['-4', undefined],
  ['0x10', undefined],
  ['many', undefined],
  ['', undefined],
])('%j teachers are read as %s', (text, users) => {
  expect(readUsers(text)).toBe(users);
});

test.each([
  ['3', 3],
  ['0.5', 0.5],
  ['1,5', 1.5],
  ['60', 60],
  ['60.1', undefined],
  ['0', undefined],
  ['-1', undefined],
  ['1e1', undefined],
  ['', undefined],
])('%j minutes are read as %s', (text, minutes) => {
  expect(readMinutes(text)).toBe(minutes);
});
