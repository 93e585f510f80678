import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { requireRoomBeside, requireRoomLeft, whileRoom } from '../../../provision/backup/room-beside.ts';

const here = { database: { product: 'mariadb', version: '10.11.19' } } as const;
const folder = mkdtempSync(join(tmpdir(), 'teachtrack-room-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a copy that cannot fit on the database’s disk is refused with the numbers', async () => {
  await expect(requireRoomBeside(here, 1e15, folder)).rejects.toMatchObject({
    code: 'TT-FILE-01',
    message: expect.stringMatching(/^Restoring needs about [\d.]+ GB in .* must stay free; .* are free\.$/),
  });
});

test('of a database on another server nothing is asked: its disk cannot be seen', async () => {
  const there = { ...here.database, there: { name: 'tt' } } as never;
  await requireRoomBeside({ database: there }, 1e15, folder);
  await requireRoomLeft({ database: there }, folder);
  await requireRoomBeside(here, 1e15, join(folder, 'none'));
});

test('writing ends in between when what must stay free is being taken', async () => {
  const piece = new Uint8Array(1 << 20);
  const pieces = async function* () {
    for (let number = 0; number < 100; number += 1) yield piece;
  };
  let looks = 0;
  const look = async () => {
    looks += 1;
    if (looks === 3) throw new Error('full');
  };
  let given = 0;
  const reading = async () => {
    for await (const { length } of whileRoom(pieces(), look)) given += length;
  };
  await expect(reading()).rejects.toThrow('full');
  expect(given).toBe(47 * piece.length);
});
