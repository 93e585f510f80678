import { expect, test } from 'vitest';
import { bytes, normalise, seconds } from '../../../provision/tuning/value.ts';

test('sizes are counted in powers of 1024', () => {
  expect(bytes('8G')).toBe(8 * 1024 ** 3);
  expect(bytes('64m')).toBe(64 * 1024 ** 2);
  expect(bytes('536870912')).toBe(536_870_912);
  expect(bytes('256K')).toBe(262_144);
  expect(bytes('2gib')).toBeUndefined();
  expect(bytes('50%')).toBeUndefined();
});

test('what services call the same is the same', () => {
  for (const on of ['ON', 'yes', 'True', 'ENABLED', '1']) expect(normalise(on)).toBe('1');
  for (const off of ['OFF', 'no', 'false', 'disabled', '0']) expect(normalise(off)).toBe('0');
  expect(normalise('1.000000')).toBe('1');
  expect(normalise('10240\t65000')).toBe('10240 65000');
  expect(normalise('pool-of-threads')).toBe('pool-of-threads');
});

test('times are read as systemd writes them', () => {
  expect(seconds('4s')).toBe(4);
  expect(seconds('1.5s')).toBe(1.5);
  expect(seconds('1min 30s')).toBe(90);
  expect(seconds('500ms')).toBe(0.5);
  expect(seconds('infinity')).toBeUndefined();
});
