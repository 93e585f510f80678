import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { damaged, readSignedManifest, verifyFile, verifySize } from '../../provision/bundle/files.ts';
import {
  type BundleFile,
  filesFor,
  type Manifest,
  manifestName,
  signatureName,
} from '../../provision/bundle/manifest.ts';
import { sha256OfFile } from '../../provision/bundle/tree.ts';

/** A bundle whose signature and sizes were verified. */
export type Bundle = {
  readonly path: string;
  readonly manifest: Manifest;
  /** The trusted key that signed it: the server is told to accept this one alone. */
  readonly publicKeyPem: string;
  /** What a server of this suite needs, its content verified now. Rejects with TT-BUNDLE-02 or -04. */
  verifiedFor(suite: string): Promise<BundleForSuite>;
};

export type BundleForSuite = {
  readonly release: BundleFile;
  readonly packages: BundleFile;
  /** Everything to upload into the staging folder under the same names, the manifest last. */
  readonly uploads: readonly { readonly name: string; readonly localPath: string; readonly sha256: string }[];
};

/**
 * Opens a bundle's folder: the signature first, then that exactly the listed files are there in their sizes; with
 * `contents: 'now'` also every file's sha256, else each is verified before it is used. Rejects with TT-BUNDLE-01
 * (not there), -02 (damaged), -03 (unsigned or by an unknown key), -05 (unknown format).
 */
export async function openBundle(
  path: string,
  trustedKeys: readonly string[],
  { contents = 'when-used' }: { readonly contents?: 'now' | 'when-used' } = {},
): Promise<Bundle> {
  const { manifest, publicKeyPem } = await readSignedManifest(path, trustedKeys);
  await requireOnlyListed(path, manifest);
  for (const file of manifest.files) await verifySize(path, file);
  if (contents === 'now') for (const file of manifest.files) await verifyFile(path, file);
  return {
    path,
    manifest,
    publicKeyPem,
    verifiedFor: async (suite) => {
      const { release, packages } = filesFor(manifest, suite);
      for (const file of [release, packages]) await verifyFile(path, file);
      const archives = [release, packages].map(({ name, sha256 }) => ({ name, localPath: join(path, name), sha256 }));
      return {
        release,
        packages,
        uploads: [...archives, await paper(path, signatureName), await paper(path, manifestName)],
      };
    },
  };
}

async function paper(path: string, name: string) {
  const localPath = join(path, name);
  return { name, localPath, sha256: await sha256OfFile(localPath) };
}

async function requireOnlyListed(path: string, manifest: Manifest): Promise<void> {
  const listed = new Set([manifestName, signatureName, ...manifest.files.map(({ name }) => name)]);
  const extra = (await readdir(path)).filter((name) => !listed.has(name));
  if (extra.length === 0) return;
  throw damaged('The bundle holds files that its manifest does not list.', extra.slice(0, 5));
}
