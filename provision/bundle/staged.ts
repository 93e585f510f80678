import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StagedBundle } from '../model/step.ts';
import { damaged, readSignedManifest, verifyFile } from './files.ts';
import { type BundleFile, filesFor, type Manifest } from './manifest.ts';
import { readTree, treeDigest } from './tree.ts';

export type VerifiedStaging = { readonly bundle: StagedBundle; readonly manifest: Manifest };

/** Names below a staging folder: archives as sent, and what they are unpacked into. */
export const unpackedNames: Readonly<Record<BundleFile['kind'], string>> = { release: 'release', packages: 'packages' };

/**
 * On the server, before anything of a staged bundle is used: the signature, the archives for this suite, and that what
 * lies unpacked is exactly what the manifest vouches for. What is not is unpacked anew by the next bootstrap.
 * Rejects with TT-BUNDLE-01 to -05.
 */
export async function verifyStaged(
  folder: string,
  { publicKeyPem, suite }: { readonly publicKeyPem: string; readonly suite: string },
): Promise<VerifiedStaging> {
  const { manifest } = await readSignedManifest(folder, [publicKeyPem]);
  const { release, packages } = filesFor(manifest, suite);
  for (const file of [release, packages]) {
    await verifyFile(folder, file);
    await verifyUnpacked(folder, file);
  }
  return { bundle: { version: manifest.version, path: folder }, manifest };
}

async function verifyUnpacked(folder: string, file: BundleFile): Promise<void> {
  const name = unpackedNames[file.kind];
  const files = await readTree(join(folder, name)).catch(() => []);
  if (treeDigest(files) === file.treeSha256) return;
  await rm(join(folder, `${name}.unpacked`), { force: true });
  throw damaged(`${join(folder, name)} is not what ${file.name} holds.`, [
    `${files.length} files found, ${file.unpackedFiles} expected`,
  ]);
}
