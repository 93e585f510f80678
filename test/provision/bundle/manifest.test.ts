import { chmod, mkdir, mkdtemp, rename, rm, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../provision/bundle/manifest.ts';
import { readTree, treeDigest } from '../../../provision/bundle/tree.ts';

describe('canonical JSON', () => {
  test('is JSON of the same value, whatever the order of its members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(JSON.parse(canonicalJson(value))).toEqual(plain);
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });

  test('leaves out what is undefined', () => {
    expect(canonicalJson({ b: [1, 'x', null], a: undefined })).toBe('{"b":[1,"x",null]}');
  });
});

describe('the digest of a tree', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'teachtrack-tree-'));
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'sub/a'), 'one');
    await writeFile(join(folder, 'b'), 'two');
    return () => rm(folder, { recursive: true, force: true });
  });
  const digest = async () => treeDigest(await readTree(folder));

  test('does not depend on times or on empty folders', async () => {
    const before = await digest();
    await utimes(join(folder, 'b'), 1, 1);
    await mkdir(join(folder, 'empty'));
    expect(await digest()).toBe(before);
  });

  const changes: Record<string, () => Promise<unknown>> = {
    'a content': () => writeFile(join(folder, 'b'), 'TWO'),
    'a name': () => rename(join(folder, 'b'), join(folder, 'c')),
    'a folder': () => rename(join(folder, 'sub'), join(folder, 'dir')),
    'an executable bit': () => chmod(join(folder, 'b'), 0o755),
    'one file more': () => writeFile(join(folder, 'sub/new'), ''),
    'one file less': () => unlink(join(folder, 'sub/a')),
    'a link in the place of a file': async () => {
      await rename(join(folder, 'b'), join(folder, '../teachtrack-tree-b'));
      await symlink('../teachtrack-tree-b', join(folder, 'b'));
      await rm(join(folder, '../teachtrack-tree-b'));
    },
  };
  test.each(Object.entries(changes))('changes with %s', async (_name, change) => {
    const before = await digest();
    await change();
    expect(await digest()).not.toBe(before);
  });
});
