import { expect, test } from 'vitest';
import { holderOf } from '../../../../provision/ops/apt/lock.ts';

const files = '1311\n1312\n--\n';

test('finds who holds one of the lock files', () => {
  const locks = `1: POSIX  ADVISORY  WRITE 812 00:19:77 0 EOF
2: POSIX  ADVISORY  WRITE 4711 fd:01:1312 0 EOF
`;
  expect(holderOf(files + locks)).toBe(4711);
});

test('does not take one who waits for the holder, nor another file for ours', () => {
  expect(holderOf(`${files}2: -> POSIX  ADVISORY  WRITE 4712 fd:01:1312 0 EOF\n`)).toBeUndefined();
  expect(holderOf(`${files}1: FLOCK  ADVISORY  WRITE 5 fd:01:13120 0 EOF\n`)).toBeUndefined();
  expect(holderOf(files)).toBeUndefined();
});
