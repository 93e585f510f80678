import { expect, test } from 'vitest';
import { pacer, unnoticed } from '../../../provision/backup/pace.ts';

const MiB = 1024 * 1024;

async function* pieces(count: number, bytes: number, before: () => void = () => {}): AsyncGenerator<Buffer> {
  for (let number = 0; number < count; number += 1) {
    before();
    yield Buffer.alloc(bytes);
  }
}

/** Time that passes only by resting, and by what the test says. */
function slowClock() {
  const clock = { ms: 0, rests: [] as number[] };
  return Object.assign(clock, {
    nowMs: () => clock.ms,
    rest: async (ms: number) => {
      clock.rests.push(ms);
      clock.ms += ms;
    },
  });
}

async function taken(stream: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const piece of stream) bytes += piece.length;
  return bytes;
}

test('the head start is taken at once, the rest evenly, over all streams together', async () => {
  const clock = slowClock();
  const paced = pacer({ bytesPerSecond: MiB, headStartBytes: 2 * MiB }, clock);
  expect(await taken(paced(pieces(4, MiB / 2)))).toBe(2 * MiB);
  expect(clock.rests).toEqual([]);
  expect(await taken(paced(pieces(3, MiB / 2)))).toBe(1.5 * MiB);
  expect(await taken(paced(pieces(1, MiB / 4)))).toBe(MiB / 4);
  expect(clock.rests).toEqual([500, 500, 500, 250]);
});

test('time that was lost is not made up for by haste', async () => {
  const clock = slowClock();
  const paced = pacer({ bytesPerSecond: MiB, headStartBytes: 0 }, clock);
  const late = () => {
    clock.ms += 3_000;
  };
  await taken(paced(pieces(3, MiB / 2, late)));
  expect(clock.rests).toEqual([500, 500, 500]);
});

test('a district that would take more than an hour is taken faster', () => {
  expect(unnoticed(100 * MiB).bytesPerSecond).toBe(2 * MiB);
  expect(unnoticed(36_000 * MiB).bytesPerSecond).toBe(10 * MiB);
});
