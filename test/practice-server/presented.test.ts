import { mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cpuInfo, deviceNames, memInfo, type Presented, writeBlockDevices } from './machine/presented.ts';

const processor =
  'processor\t: 0\nmodel name\t: Example\nsiblings\t: 2\ncore id\t\t: 0\ncpu cores\t: 2\n\nprocessor\t: 1\n\n';

describe('what a practice server tells of itself', () => {
  test('has one numbered block for each core, with the real processor in it', () => {
    const text = cpuInfo(3, processor);
    expect(text.match(/^processor\t: \d+$/gm)).toEqual(['processor\t: 0', 'processor\t: 1', 'processor\t: 2']);
    expect(text.match(/^cpu cores\t: 3$/gm)).toHaveLength(3);
    expect(text.match(/^model name\t: Example$/gm)).toHaveLength(3);
  });

  test('has the memory in KiB, most of it available', () => {
    const text = memInfo(8192);
    expect(text).toMatch(/^MemTotal: +8388608 kB$/m);
    const available = Number(/^MemAvailable: +(\d+) kB$/m.exec(text)?.[1]);
    expect(available).toBeGreaterThan(8_388_608 * 0.9);
    expect(available).toBeLessThan(8_388_608);
  });

  test('has a disk whose partition is found by the number of the root file system', () => {
    const folder = mkdtempSync(join(tmpdir(), 'practice-'));
    const presented: Presented = { cores: 1, memoryMiB: 1024, disk: 'spinning', diskSizeGiB: 100, linkSpeedMbps: 1000 };
    try {
      writeBlockDevices(folder, presented, '7:3');
      expect(readlinkSync(join(folder, 'dev-block/7:3'))).toBe('../../block/sda/sda1');
      expect(readFileSync(join(folder, 'block/sda/queue/rotational'), 'utf8')).toBe('1\n');
      expect(readFileSync(join(folder, 'block/sda/sda1/size'), 'utf8')).toBe(`${(100 * 1024 ** 3) / 512}\n`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('names devices as the kernel does', () => {
    expect(deviceNames('nvme')).toEqual({ disk: 'nvme0n1', partition: 'nvme0n1p1' });
    expect(deviceNames('ssd')).toEqual({ disk: 'sda', partition: 'sda1' });
  });
});
