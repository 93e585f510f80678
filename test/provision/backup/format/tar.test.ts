import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readTar, tarEnd, tarFile } from '../../../../provision/backup/format/tar.ts';

const files = [
  { path: 'manifest.json', data: Buffer.from('{}') },
  { path: 'empty', data: Buffer.alloc(0) },
  { path: 'documents/ab/exact.pdf', data: randomBytes(1024) },
  { path: `${'long/'.repeat(25)}name-of-a-file.txt`, data: randomBytes(100_001) },
  { path: 'settings/naïve.json', data: randomBytes(513) },
];
const attributes = { mode: 0o640, uid: 0, gid: 33, modified: 1_700_000_000 };

describe('the archive inside a backup', () => {
  test('gives back every file, however it is cut', async () => {
    const bytes = await archive();
    for (const size of [1, 511, 512, 4096, 1 << 20]) expect(await read(cut(bytes, size))).toEqual(files);
  });

  test('is one that tar reads', async () => {
    const listed = execFileSync('tar', ['-tf', '-'], { input: await archive(), encoding: 'utf8' });
    expect(listed.trim().split('\n')).toHaveLength(files.length);
    expect(listed).toContain('name-of-a-file.txt');
  });

  test.each(['/etc/passwd', '../up', 'a/../../b', 'a//b'])('a file that would lie at %s is refused', async (path) => {
    const bytes = await gathered(tarFile({ ...attributes, path, size: 0 }, none()));
    await expect(read(cut(Buffer.concat([bytes, tarEnd]), 512))).rejects.toThrow(/holds the path/);
  });

  test('a file that shrank or grew while it was read is an error, never an archive that is off', async () => {
    await expect(gathered(tarFile({ ...attributes, path: 'a', size: 5 }, cut(Buffer.from('four'), 1)))).rejects.toThrow(
      /4 bytes, not 5/,
    );
  });

  test('cut off within a file or before its end it is an error', async () => {
    const bytes = await archive();
    for (const end of [100, 700, bytes.length - 1024])
      await expect(read(cut(bytes.subarray(0, end), 512))).rejects.toThrow();
  });
});

async function archive(): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (const { path, data } of files)
    parts.push(await gathered(tarFile({ ...attributes, path, size: data.length }, cut(data, 1000))));
  return Buffer.concat([...parts, tarEnd]);
}

async function read(bytes: AsyncIterable<Buffer>) {
  const found: { path: string; data: Buffer }[] = [];
  for await (const { path, body } of readTar(bytes)) found.push({ path, data: await gathered(body) });
  return found;
}

async function gathered(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of stream) all.push(piece);
  return Buffer.concat(all);
}

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* none(): AsyncGenerator<Buffer> {}
