import { expect, test } from 'vitest';
import { sums, sumText } from '../../../provision/upgrade/space.ts';

const needs = [
  { what: 'release 0.2.0', bytes: 200e6, path: '/opt' },
  { what: 'copy of the database', bytes: 50e6, path: '/var/lib' },
];

test('adds up what is written to one file system', () => {
  const one = { mountPoint: '/', freeBytes: 540e6 };
  const [sum, ...more] = sums(needs, [
    { path: '/opt', ...one },
    { path: '/var/lib', ...one },
  ]);
  expect(more).toEqual([]);
  expect(sum && sumText(sum)).toBe(
    '/: release 0.2.0 200 MB + copy of the database 50 MB + left free 300 MB = 550 MB; 540 MB are free',
  );
  expect(sum?.neededBytes).toBe(550e6);
});

test('keeps file systems apart, each with its own reserve', () => {
  const found = sums(needs, [
    { path: '/opt', mountPoint: '/', freeBytes: 1e9 },
    { path: '/var/lib', mountPoint: '/var', freeBytes: 2e9 },
  ]);
  expect(found.map(({ mountPoint, neededBytes }) => [mountPoint, neededBytes])).toEqual([
    ['/', 500e6],
    ['/var', 350e6],
  ]);
});
