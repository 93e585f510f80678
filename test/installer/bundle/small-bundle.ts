import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debOf } from '../../../installer/bundle/archive/deb.ts';
import { type ArchiveFile, tarEnd, tarFile, tarFolder } from '../../../installer/bundle/archive/tar.ts';
import { xz } from '../../../installer/bundle/archive/xz.ts';
import { sha256 } from '../../../installer/bundle/cache.ts';
import { canonicalJson, type Manifest } from '../../../provision/bundle/manifest.ts';
import { keyIdOf, signatureOf } from '../../../provision/bundle/signature.ts';
import { treeDigest } from '../../../provision/bundle/tree.ts';

export function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

export const releaseFiles: readonly ArchiveFile[] = [
  { path: 'bin/node', data: Buffer.from('#!/bin/sh\nexec echo "ran $@"\n'), executable: true },
  { path: 'ctl.mjs', data: Buffer.from('// engine\n') },
];
const packageFiles: readonly ArchiveFile[] = [
  { path: 'Packages', data: Buffer.from('Package: nothing\n') },
  { path: 'nothing_1_all.deb', data: Buffer.from('!<arch>\n') },
];

/** The parts of a real bundle with next to nothing in them, signed by `keys`. */
export async function smallBundle(keys = keyPair(), change: (manifest: Manifest) => object = (manifest) => manifest) {
  const path = await mkdtemp(join(tmpdir(), 'teachtrack-bundle-'));
  const release = debOf({ Package: 'small', Version: '1', Architecture: 'all' }, await xz(tar(releaseFiles)));
  const packages = Buffer.concat([...tar(packageFiles)]);
  const manifest: Manifest = {
    format: 1,
    version: '1.2.3',
    upgradesFrom: '1.0.0',
    createdAt: '2026-01-01T00:00:00.000Z',
    node: '24.0.0',
    keyId: keyIdOf(keys.privateKey),
    files: [
      { ...described('release-1.2.3.deb', release, releaseFiles), kind: 'release' },
      { ...described('packages-bookworm.tar', packages, packageFiles), kind: 'packages', suite: 'bookworm' },
    ],
    packages: [
      {
        suite: 'bookworm',
        wanted: ['nothing'],
        list: [{ name: 'nothing', version: '1', bytes: 8 }],
        versions: { mariadb: '1', redis: '1', nginx: '1' },
      },
    ],
  };
  await writeFile(join(path, 'release-1.2.3.deb'), release);
  await writeFile(join(path, 'packages-bookworm.tar'), packages);
  await writeManifest(path, canonicalJson(change(manifest)), keys);
  return { path, keys, manifest, remove: () => rm(path, { recursive: true, force: true }) };
}

export async function writeManifest(path: string, text: string, keys: Pick<ReturnType<typeof keyPair>, 'privateKey'>) {
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'manifest.json'), text);
  await writeFile(join(path, 'manifest.json.sig'), signatureOf(Buffer.from(text), keys.privateKey));
}

function tar(files: readonly ArchiveFile[]): readonly Uint8Array[] {
  return [tarFolder(''), tarFolder('bin'), ...files.flatMap((file) => tarFile(file, 1_000_000_000)), tarEnd];
}

function described(name: string, archive: Buffer, files: readonly ArchiveFile[]) {
  const listed = files.map(({ path, data, executable = false }) => ({ path, sha256: sha256(data), executable }));
  return {
    name,
    bytes: archive.length,
    sha256: sha256(archive),
    unpackedBytes: files.reduce((sum, { data }) => sum + data.length, 0),
    unpackedFiles: files.length,
    treeSha256: treeDigest(listed),
  };
}
