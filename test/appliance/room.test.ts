import { expect, test } from 'vitest';
import { watchRoom } from '../../appliance/room.ts';

const MiB = 1024 * 1024;

test('a disk with less than 256 MiB is short of room, and is looked at once for many questions', async () => {
  let looks = 0;
  const room = (bytes: number) =>
    watchRoom('/data', async () => {
      looks += 1;
      return bytes;
    });
  const [full, enough] = [room(255 * MiB), room(256 * MiB)];
  expect(await Promise.all([full.isShort(), full.isShort(), enough.isShort()])).toEqual([true, true, false]);
  expect(looks).toBe(2);
});

test('where nobody can tell, nothing is refused', async () => {
  const failing = watchRoom('/data', () => Promise.reject(new Error('no such folder')));
  expect([await failing.isShort(), await watchRoom(undefined).isShort()]).toEqual([false, false]);
});
