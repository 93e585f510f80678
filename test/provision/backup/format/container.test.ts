import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type BackupHeader, newSalt, open, readStart, seal } from '../../../../provision/backup/format/container.ts';
import { keyIdOf } from '../../../../provision/backup/key.ts';
import { Secret } from '../../../../provision/model/secret.ts';

const key = new Secret(randomBytes(32).toString('base64url'));
const frame = 256 * 1024;
/** Lengths around the borders of a frame, and anything in between. */
const lengths = [
  0,
  1,
  frame - 1,
  frame,
  frame + 1,
  2 * frame,
  3 * frame + 77,
  ...Array.from({ length: 8 }, () => Math.floor(Math.random() * 4 * frame)),
];

describe('a backup file', () => {
  test.each(lengths)('gives back its %i bytes, however they came in', async (length) => {
    const content = randomBytes(length);
    const file = await sealed(content);
    expect((await opened(pieces(file, 10_007))).equals(content)).toBe(true);
    expect(file.includes(content.subarray(0, 32)) && length >= 32).toBe(false);
  });

  test('cut off anywhere it is refused', async () => {
    const file = await sealed(randomBytes(2 * frame + 500));
    const cuts = [5, 12, 40, file.length - 1, file.length - 520, frame, ...someOf(file.length, 20)];
    for (const at of cuts)
      await expect(opened(pieces(file.subarray(0, at))), `cut at ${at}`).rejects.toMatchObject({
        code: 'TT-BACKUP-01',
      });
  });

  test('cut off exactly between two parts it is refused', async () => {
    const file = await sealed(randomBytes(3 * frame));
    for (const end of frameEnds(file).slice(0, -1))
      await expect(opened(pieces(file.subarray(0, end)))).rejects.toThrow(/the end of the file is missing|ends before/);
  });

  test('with any bit changed it is refused', async () => {
    const file = await sealed(randomBytes(frame + 900));
    for (const at of [0, 8, 10, 30, ...someOf(file.length, 40), file.length - 1]) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8));
      await expect(opened(pieces(changed)), `byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/^TT-BACKUP-0[12]$/),
      });
    }
  });

  test('with parts in another order, doubled, left out or added it is refused', async () => {
    const file = await sealed(randomBytes(4 * frame));
    const [start, ...ends] = [startLength(file), ...frameEnds(file)];
    const parts = ends.map((end, place) => file.subarray(place === 0 ? start : ends[place - 1], end));
    const head = file.subarray(0, start);
    const [a, b, c, ...rest] = parts as [Buffer, Buffer, Buffer, ...Buffer[]];
    const wrong = [
      [b, a, c, ...rest],
      [a, c, b, ...rest],
      [a, a, b, c, ...rest],
      [a, c, ...rest],
      [a, b, c, ...rest, a],
      [a, b, c, ...rest, ...rest],
    ];
    for (const order of wrong)
      await expect(opened(pieces(Buffer.concat([head, ...order])))).rejects.toMatchObject({ code: 'TT-BACKUP-01' });
  });

  test('the parts of another backup with the same key do not fit', async () => {
    const [one, other] = [await sealed(randomBytes(100)), await sealed(randomBytes(100))];
    const mixed = Buffer.concat([one.subarray(0, startLength(one)), other.subarray(startLength(other))]);
    await expect(opened(pieces(mixed))).rejects.toMatchObject({ code: 'TT-BACKUP-01' });
  });

  test('with another key it is refused before anything is opened, and both keys are named', async () => {
    const other = new Secret(randomBytes(32).toString('base64url'));
    const refusal = expect(opened(pieces(await sealed(Buffer.from('data'))), other)).rejects;
    await refusal.toMatchObject({
      code: 'TT-BACKUP-02',
      evidence: [expect.stringContaining(keyIdOf(key)), expect.stringContaining(keyIdOf(other))],
    });
  });

  test('tells without its key whose it is and of when', async () => {
    const { header } = await readStart('x', pieces(await sealed(Buffer.from('data'))));
    expect(header).toMatchObject({ server: 'hill', version: '1.2.3', reason: 'manual', keyId: keyIdOf(key) });
  });
});

async function sealed(content: Buffer): Promise<Buffer> {
  const header: BackupHeader = {
    ...{
      name: 'x.ttbackup',
      at: '2026-11-26T02:00:00.000Z',
      server: 'hill',
      version: '1.2.3',
      schema: '0050-announcements',
    },
    ...{ reason: 'manual', keyId: keyIdOf(key), salt: newSalt() },
  };
  return gathered(seal(header, key, pieces(content, 70_001)));
}

async function opened(bytes: AsyncIterable<Buffer>, with_: Secret = key): Promise<Buffer> {
  return gathered(open('x.ttbackup', await readStart('x.ttbackup', bytes), with_));
}

async function gathered(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of stream) all.push(piece);
  return Buffer.concat(all);
}

async function* pieces(bytes: Buffer, size = 65_536): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function startLength(file: Buffer): number {
  return 13 + file.readUInt32BE(9);
}

/** Where each part ends. */
function frameEnds(file: Buffer): readonly number[] {
  const ends: number[] = [];
  for (let at = startLength(file); at < file.length; ) {
    at += 4 + file.readUInt32BE(at);
    ends.push(at);
  }
  return ends;
}

function someOf(most: number, count: number): readonly number[] {
  return Array.from({ length: count }, () => Math.floor(Math.random() * most));
}
