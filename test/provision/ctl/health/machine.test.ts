import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { machineFigures } from '../../../../provision/ctl/health/machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'teachtrack-machine-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Of the file system on which the folder lies, as the kernel tells of it. */
function disksWith(place: string, whole: string) {
  const { dev } = statSync(folder);
  const device = `${Math.floor(dev / 256) % 4096}:${(dev % 256) + Math.floor(dev / 2 ** 20) * 256}`;
  const file = join(folder, 'mountinfo');
  writeFileSync(
    file,
    [
      '21 28 0:19 / /sys rw,nosuid shared:7 - sysfs sysfs ro',
      `28 1 ${device} / / ${place} shared:1 master:2 - ext4 /dev/sda1 ${whole}`,
      '',
    ].join('\n'),
  );
  return machineFigures([folder], file).disks;
}

test('a disk to which the kernel writes no more is told, however it says so', () => {
  for (const whole of ['ro', 'rw,errors=remount-ro,emergency_ro', 'rw,shutdown'])
    expect(disksWith('rw,relatime', whole)).toMatchObject([{ path: folder, readOnly: true }]);
});

test('one that a sandbox has made read-only for its own process is none, nor is one with such a word in its options', () => {
  for (const whole of ['rw', 'rw,errors=remount-ro', 'rw,rotational'])
    expect(disksWith('ro,relatime', whole)[0]).not.toHaveProperty('readOnly');
});
