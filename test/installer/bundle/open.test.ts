import { appendFile, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openBundle } from '../../../installer/bundle/open.ts';
import { canonicalJson, type Manifest } from '../../../provision/bundle/manifest.ts';
import { keyPair, smallBundle, writeManifest } from './small-bundle.ts';

type Small = Awaited<ReturnType<typeof smallBundle>>;
const made: Small[] = [];
const make = async (...args: Parameters<typeof smallBundle>) => {
  const bundle = await smallBundle(...args);
  made.push(bundle);
  return bundle;
};
afterEach(() => Promise.all(made.splice(0).map(({ remove }) => remove())));

const open = ({ path, keys }: Small) => openBundle(path, [keys.publicKeyPem], { contents: 'now' });

describe('opening a bundle', () => {
  test('gives what is to be uploaded for a suite, the manifest last, and the one key to trust', async () => {
    const small = await make();
    const bundle = await openBundle(small.path, [keyPair().publicKeyPem, small.keys.publicKeyPem]);
    expect(bundle.publicKeyPem).toBe(small.keys.publicKeyPem);
    const { uploads } = await bundle.verifiedFor('bookworm');
    expect(uploads.map(({ name }) => name)).toEqual([
      'release-1.2.3.deb',
      'packages-bookworm.tar',
      'manifest.json.sig',
      'manifest.json',
    ]);
  });

  test('says which systems it has packages for when it has none for this one', async () => {
    const bundle = await open(await make());
    await expect(bundle.verifiedFor('trixie')).rejects.toMatchObject({
      code: 'TT-BUNDLE-04',
      message: expect.stringContaining('bookworm'),
    });
  });

  test('finds damage when a file is used, if contents were not verified at once', async () => {
    const small = await make();
    await flip(join(small.path, 'release-1.2.3.deb'), 100);
    const bundle = await openBundle(small.path, [small.keys.publicKeyPem]);
    await expect(bundle.verifiedFor('bookworm')).rejects.toMatchObject({ code: 'TT-BUNDLE-02' });
  });
});

const damages: Record<string, readonly [code: string, damage: (small: Small) => Promise<unknown>]> = {
  'the folder is not there': ['TT-BUNDLE-01', ({ path }) => rm(path, { recursive: true })],
  'the manifest is missing': ['TT-BUNDLE-01', ({ path }) => rm(join(path, 'manifest.json'))],
  'it is not signed': ['TT-BUNDLE-03', ({ path }) => rm(join(path, 'manifest.json.sig'))],
  'the signature is empty': ['TT-BUNDLE-03', ({ path }) => writeFile(join(path, 'manifest.json.sig'), '')],
  'the signature is not base64': ['TT-BUNDLE-03', ({ path }) => writeFile(join(path, 'manifest.json.sig'), '%%%')],
  'another key signed it': ['TT-BUNDLE-03', (small) => sign(small, small.manifest, keyPair())],
  'one bit of the manifest changed': ['TT-BUNDLE-03', ({ path }) => flip(join(path, 'manifest.json'), 40)],
  'one bit of the signature changed': ['TT-BUNDLE-03', ({ path }) => flip(join(path, 'manifest.json.sig'), 10)],
  'one byte of the release changed': ['TT-BUNDLE-02', ({ path }) => flip(join(path, 'release-1.2.3.deb'), 200)],
  'one byte of the packages changed': ['TT-BUNDLE-02', ({ path }) => flip(join(path, 'packages-bookworm.tar'), 700)],
  'the release is cut short': ['TT-BUNDLE-02', ({ path }) => truncate(join(path, 'release-1.2.3.deb'), 100)],
  'the packages are longer': ['TT-BUNDLE-02', ({ path }) => appendFile(join(path, 'packages-bookworm.tar'), 'x')],
  'a listed file is missing': ['TT-BUNDLE-02', ({ path }) => rm(join(path, 'packages-bookworm.tar'))],
  'a file is there that is not listed': ['TT-BUNDLE-02', ({ path }) => writeFile(join(path, 'run-me.sh'), '')],
  'two files changed places': ['TT-BUNDLE-02', swap],
  'the format is newer': ['TT-BUNDLE-05', (small) => sign(small, { ...small.manifest, format: 2 })],
  'the signed text is not JSON': ['TT-BUNDLE-02', ({ path, keys }) => writeManifest(path, 'hello', keys)],
  'a field is unknown': ['TT-BUNDLE-02', (small) => sign(small, { ...small.manifest, extra: true })],
  'a name climbs out of the folder': ['TT-BUNDLE-02', (small) => sign(small, renamed(small.manifest, '../x'))],
  'a name is absolute': ['TT-BUNDLE-02', (small) => sign(small, renamed(small.manifest, '/etc/passwd'))],
  'a name is hidden': ['TT-BUNDLE-02', (small) => sign(small, renamed(small.manifest, '.ssh'))],
  'a name holds a line break': ['TT-BUNDLE-02', (small) => sign(small, renamed(small.manifest, 'a\nb'))],
  'a name is the manifest': ['TT-BUNDLE-02', (small) => sign(small, renamed(small.manifest, 'manifest.json'))],
  'a name is listed twice': ['TT-BUNDLE-02', (small) => sign(small, renamed(small.manifest, 'packages-bookworm.tar'))],
  'the version climbs out of the folder': [
    'TT-BUNDLE-02',
    (small) => sign(small, { ...small.manifest, version: '../1' }),
  ],
  'it holds no release': [
    'TT-BUNDLE-02',
    (small) => sign(small, { ...small.manifest, files: small.manifest.files.slice(1) }),
  ],
};

describe('a bundle is refused when', () => {
  test.each(Object.entries(damages))('%s', async (_name, [code, damage]) => {
    const small = await make();
    await expect(open(small)).resolves.toBeDefined();
    await damage(small);
    await expect(open(small)).rejects.toMatchObject({ code });
  });

  test('this program trusts no key at all', async () => {
    await expect(openBundle((await make()).path, [])).rejects.toMatchObject({ code: 'TT-BUNDLE-03' });
  });
});

async function flip(path: string, at: number): Promise<void> {
  const data = await readFile(path);
  data[at] = (data[at] ?? 0) ^ 1;
  await writeFile(path, data);
}

function sign({ path, keys }: Small, manifest: object, by: Parameters<typeof writeManifest>[2] = keys) {
  return writeManifest(path, canonicalJson(manifest), by);
}

function renamed(manifest: Manifest, name: string): Manifest {
  return { ...manifest, files: manifest.files.map((file, index) => (index === 0 ? { ...file, name } : file)) };
}

async function swap({ path }: Small): Promise<void> {
  await rename(join(path, 'release-1.2.3.deb'), join(path, 'x'));
  await rename(join(path, 'packages-bookworm.tar'), join(path, 'release-1.2.3.deb'));
  await rename(join(path, 'x'), join(path, 'packages-bookworm.tar'));
}
