import { describe, expect, test } from 'vitest';
import { requireSpace, reserveOf, spaceFor } from '../../../provision/backup/space.ts';

const MiB = 1024 * 1024;
const disk = { path: '/backups', totalBytes: 500 * 1024 * MiB };

describe('whether a backup will fit', () => {
  test('before the first one half of the database and all documents are expected', () => {
    const { estimateBytes } = spaceFor({ ...disk, freeBytes: 0, databaseBytes: 1000 * MiB, documentBytes: 300 * MiB });
    expect(estimateBytes).toBe(801 * MiB);
  });

  test('later, what the last one made of its content and a quarter more, and never less than the last one', () => {
    const last = { contentBytes: 1000 * MiB, bytes: 100 * MiB };
    const grown = spaceFor({ ...disk, freeBytes: 0, databaseBytes: 2000 * MiB, documentBytes: 0, last });
    expect(grown.estimateBytes).toBe(251 * MiB);
    const shrunk = spaceFor({ ...disk, freeBytes: 0, databaseBytes: 1 * MiB, documentBytes: 0, last });
    expect(shrunk.estimateBytes).toBe(101 * MiB);
  });

  test('the last space of the disk is the database’s: a twentieth, within bounds', () => {
    expect(reserveOf(10 * 1024 * MiB)).toBe(512 * MiB);
    expect(reserveOf(1024 * MiB)).toBe(256 * MiB);
    expect(reserveOf(10_000 * 1024 * MiB)).toBe(2048 * MiB);
  });

  test('for any sizes: enough exactly when what is left afterwards is the reserve, and the refusal has the numbers', () => {
    for (let round = 0; round < 500; round += 1) {
      const random = (most: number) => Math.floor(Math.random() * most);
      const question = {
        ...{ path: '/backups', totalBytes: random(2000 * 1024 * MiB), databaseBytes: random(5000 * MiB) },
        ...{ freeBytes: random(8000 * MiB), documentBytes: random(5000 * MiB) },
        ...(round % 2 === 0 ? {} : { last: { contentBytes: random(4000 * MiB), bytes: random(2000 * MiB) } }),
      };
      const { enough, estimateBytes, reserveBytes } = spaceFor(question);
      expect(enough).toBe(question.freeBytes - estimateBytes >= reserveBytes);
      expect(Number.isFinite(estimateBytes) && estimateBytes > 0).toBe(true);
      if (!enough) expect(() => requireSpace(question)).toThrow(/will take about .* must stay free .* are free/);
    }
  });
});
