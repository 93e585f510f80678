import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { bundlePlaces, findBundle } from '../../../installer/bundle/find.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'teachtrack-find-'));
  return () => rm(root, { recursive: true, force: true });
});

async function put(place: string, name: string): Promise<string> {
  const path = join(root, place, name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'manifest.json'), '{}');
  return path;
}

test('finds the newest version in all places', async () => {
  await put('dist/bundle', 'teachtrack-0.9.0');
  const newest = await put('stick', 'teachtrack-0.10.0');
  await put('stick', 'teachtrack-0.10.0-rc.1');
  const places = bundlePlaces({ root, cwd: join(root, 'stick') });
  expect(await findBundle(places)).toBe(newest);
});

test('passes by what is no bundle or not whole', async () => {
  await mkdir(join(root, 'teachtrack-9.0.0'));
  await put('.', 'teachtrack-9.0.0.77.part');
  await put('.', 'teachtrack');
  await expect(findBundle([root, join(root, 'nowhere')])).rejects.toMatchObject({
    code: 'TT-BUNDLE-01',
    evidence: [`looked in ${root}`, `looked in ${join(root, 'nowhere')}`],
  });
});
