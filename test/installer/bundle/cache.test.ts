import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { cached } from '../../../installer/bundle/cache.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'teachtrack-cache-'));
  return () => rm(folder, { recursive: true, force: true });
});

const text = async (name: string, key: string, made: string) =>
  (await cached(folder, { name, key }, async () => Buffer.from(made))).toString();

test('makes a thing once for a key', async () => {
  expect(await text('part', 'k1', 'first')).toBe('first');
  expect(await text('part', 'k1', 'second')).toBe('first');
  expect(await text('part', 'k2', 'second')).toBe('second');
});

test('makes it anew when the kept file is damaged', async () => {
  await text('part', 'k1', 'first');
  const [file = ''] = await readdir(folder);
  await writeFile(join(folder, file), 'damaged');
  expect(await text('part', 'k1', 'second')).toBe('second');
  expect(await text('part', 'k1', 'third')).toBe('second');
});

test('keeps three keys of a name and leaves other names alone', async () => {
  await text('other', 'k', 'x');
  for (const key of ['a', 'b', 'c', 'd', 'e']) await text('part', key, key);
  const names = await readdir(folder);
  expect(names.filter((name) => name.startsWith('part-'))).toHaveLength(3);
  expect(names.filter((name) => name.startsWith('other-'))).toHaveLength(1);
});
