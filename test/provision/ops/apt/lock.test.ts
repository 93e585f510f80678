import { expect, test } from 'vitest';
import { holderOf } from '../../../../provision/ops/apt/lock.ts';

/** Device in tens and inode, as “findmnt” and “stat” say them. */
const files = '254:1 1311\n254:1 1312\n--\n';

test('finds who holds one of the lock files', () => {
  const locks = `1: POSIX  ADVISORY  WRITE 812 00:19:77 0 EOF
2: POSIX  ADVISORY  WRITE 4711 fe:01:1312 0 EOF
`;
  expect(holderOf(files + locks)).toBe(4711);
});

test('does not take one who waits for the holder, nor another file for ours', () => {
  expect(holderOf(`${files}2: -> POSIX  ADVISORY  WRITE 4712 fe:01:1312 0 EOF\n`)).toBeUndefined();
  expect(holderOf(`${files}1: FLOCK  ADVISORY  WRITE 5 fe:01:13120 0 EOF\n`)).toBeUndefined();
  expect(holderOf(files)).toBeUndefined();
});

test('does not take a file of the same number on another disk for ours', () => {
  expect(holderOf(`${files}1: POSIX  ADVISORY  WRITE 900 fe:02:1312 0 EOF\n`)).toBeUndefined();
  const locks = `1: OFDLCK ADVISORY  READ  -1 00:05:1312 0 EOF
2: FLOCK  ADVISORY  WRITE 633 00:1a:1312 0 EOF
3: POSIX  ADVISORY  WRITE 610 08:01:1311 1073741824 1073742335
`;
  expect(holderOf(files + locks)).toBeUndefined();
});

test('finds it on btrfs, overlays and with large numbers, whose devices are those of the mount', () => {
  expect(holderOf('0:36 258\n--\n1: POSIX  ADVISORY  WRITE 71 00:24:258 0 EOF\n')).toBe(71);
  expect(holderOf('259:300 9007199254740993\n--\n1: POSIX  ADVISORY  WRITE 72 103:12c:9007199254740993 0 EOF\n')).toBe(
    72,
  );
});

test('one of the two names that a device may have is enough', () => {
  const two = '0:36 258\n0:37 258\n--\n';
  for (const device of ['24', '25'])
    expect(holderOf(`${two}1: POSIX  ADVISORY  WRITE 71 00:${device}:258 0 EOF\n`)).toBe(71);
  expect(holderOf(`${two}1: POSIX  ADVISORY  WRITE 71 00:26:258 0 EOF\n`)).toBeUndefined();
});
