import { expect, test } from 'vitest';
import { parseMachine } from '../../../provision/steps/machine.ts';

const text = (disk: string) => `cores 16\nmemory 32768000\ndisk ${disk}\nipv6 1\n`;

test('reads cores, memory, disk and IPv6 of a machine', () => {
  expect(parseMachine(text('nvme0n1 0'))).toEqual({ cores: 16, memoryMiB: 32_000, disk: 'nvme', ipv6: true });
  expect(parseMachine(text('sda 1')).disk).toBe('hdd');
  expect(parseMachine(text('sda 0')).disk).toBe('ssd');
});

test('does not believe a virtual disk that says it spins, and takes a disk it cannot see for a plain one', () => {
  expect(parseMachine(text('vda 1')).disk).toBe('ssd');
  expect(parseMachine(text('')).disk).toBe('ssd');
});

test('refuses to guess cores and memory', () => {
  expect(() => parseMachine('cores 0\nmemory \ndisk\nipv6 0\n')).toThrow(/how many cores/);
});
