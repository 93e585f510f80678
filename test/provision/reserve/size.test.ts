import { expect, test } from 'vitest';
import { watchRoom } from '../../../appliance/room.ts';
import { hasRoomFor, refusedBelowBytes, reserveOn, schoolDaysOf } from '../../../provision/reserve/size.ts';

const MiB = 1024 * 1024;
const GiB = 1024 * MiB;

test('is as large as the tier has it, and of a small volume a sixteenth in whole mebibytes', () => {
  expect(([150, 500, 2000] as const).map((tier) => reserveOn(tier, 500 * GiB) / MiB)).toEqual([512, 1024, 2048]);
  expect(reserveOn(2000, 16 * GiB + 12_345) / MiB).toBe(1024);
  expect(reserveOn(2000, 3 * GiB) / MiB).toBe(384);
});

test('is made again only where as much is free afterwards, and a twentieth of the volume', () => {
  const large = { totalBytes: 500 * GiB };
  expect(hasRoomFor(GiB, { ...large, freeBytes: 26 * GiB })).toBe(true);
  expect(hasRoomFor(GiB, { ...large, freeBytes: 25 * GiB })).toBe(false);
  const small = { totalBytes: 3 * GiB };
  expect(hasRoomFor(192 * MiB, { ...small, freeBytes: 384 * MiB })).toBe(true);
  expect(hasRoomFor(192 * MiB, { ...small, freeBytes: 383 * MiB })).toBe(false);
});

test('never takes back at once what was given to a full volume, whatever its size', () => {
  for (let round = 0; round < 500; round += 1) {
    const totalBytes = (8 + Math.random() * 4_000) * GiB;
    const bytes = reserveOn(2000, totalBytes);
    const freeBytes = Math.random() * (totalBytes / 20);
    expect(hasRoomFor(bytes, { totalBytes, freeBytes: Math.min(freeBytes, bytes - 1) + bytes })).toBe(false);
  }
});

test('says for how many days of ordinary work it is enough', () => {
  expect(schoolDaysOf(150, 512 * MiB)).toBe(8);
  expect(schoolDaysOf(2000, 2 * GiB)).toBe(4);
  expect(schoolDaysOf(2000, MiB)).toBe(1);
});

test('counts with the space below which the API refuses to write', async () => {
  const isShort = (bytes: number) => watchRoom('/', async () => bytes).isShort();
  expect(await Promise.all([refusedBelowBytes - 1, refusedBelowBytes].map(isShort))).toEqual([true, false]);
});
