import { expect, test } from 'vitest';
import { parsePlace } from '../../../provision/reserve/places.ts';

const MiB = 1024 * 1024;
const at = '/var/lib/mysql\t/var/lib/teachtrack/emergency-reserve\t4096\t2621440\t1310720';
const place = (file = '') => parsePlace(`${at}${file}`, () => 256 * MiB);
const blocks = (256 * MiB) / 512;

test('tells the volume, and that nothing is there yet', () => {
  expect(place()).toEqual({
    ...{ folder: '/var/lib/mysql', path: '/var/lib/teachtrack/emergency-reserve', bytes: 256 * MiB },
    ...{ totalBytes: 10_240 * MiB, freeBytes: 5_120 * MiB, takenBytes: 0, isThere: false },
  });
});

test('counts a file only when it takes the disk down to its last block, and is root’s alone', () => {
  const file = (mode: string, owner: string, size: number, taken: number) =>
    place(`\tregular file\t${mode}\t${owner}\t${size}\t${taken}\t512`);
  expect(file('600', 'root', 256 * MiB, blocks)).toMatchObject({ isThere: true, takenBytes: 256 * MiB });
  expect(file('600', 'root', 256 * MiB, 8)).toMatchObject({ isThere: false, takenBytes: 4096 });
  expect(file('644', 'root', 256 * MiB, blocks).isThere).toBe(false);
  expect(file('600', 'mysql', 256 * MiB, blocks)).toMatchObject({ isThere: false, takenBytes: 0 });
  expect(file('600', 'root', 128 * MiB, blocks / 2)).toMatchObject({ isThere: false, takenBytes: 128 * MiB });
  expect(place(`\tsymbolic link\t777\troot\t11\t${blocks}\t512`).isThere).toBe(false);
});
