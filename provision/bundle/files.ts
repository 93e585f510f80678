import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ProvisionError } from '../model/error.ts';
import { type BundleFile, type Manifest, manifestName, parseManifest, signatureName } from './manifest.ts';
import { signerOf } from './signature.ts';
import { sha256OfFile } from './tree.ts';

export type SignedManifest = {
  readonly manifest: Manifest;
  /** The trusted key (PEM) that signed it. */
  readonly publicKeyPem: string;
};

/** No manifest is longer: 200 packages of two suites are 30 KB. */
const manifestLimitBytes = 4 << 20;

/** Reads and verifies the manifest of a bundle's folder: the signature first, then the text. TT-BUNDLE-01, -02, -03, -05. */
export async function readSignedManifest(folder: string, publicKeys: readonly string[]): Promise<SignedManifest> {
  const bytes = await readSmall(join(folder, manifestName));
  if (bytes === undefined)
    throw new ProvisionError({ code: 'TT-BUNDLE-01', message: `There is no ${manifestName} in ${folder}.` });
  const signature = await readSmall(join(folder, signatureName));
  if (signature === undefined)
    throw new ProvisionError({ code: 'TT-BUNDLE-03', message: `The bundle in ${folder} is not signed.` });
  const publicKeyPem = signerOf(bytes, signature.toString('utf8'), publicKeys);
  return { manifest: parseManifest(bytes.toString('utf8')), publicKeyPem };
}

async function readSmall(path: string): Promise<Buffer | undefined> {
  const handle = await open(path).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const { size } = await handle.stat();
    if (size > manifestLimitBytes)
      throw new ProvisionError({ code: 'TT-BUNDLE-02', message: `${path} is far too long: ${size} bytes.` });
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Compares one file with what the manifest says of it: size first, then content. Rejects with TT-BUNDLE-02. */
export async function verifyFile(folder: string, file: BundleFile): Promise<void> {
  await verifySize(folder, file);
  const found = await sha256OfFile(join(folder, file.name));
  if (found !== file.sha256)
    throw damaged(`${file.name} has other content than the manifest says.`, [
      `sha256 expected ${file.sha256}`,
      `sha256 found    ${found}`,
    ]);
}

export async function verifySize(folder: string, file: BundleFile): Promise<void> {
  const found = await stat(join(folder, file.name)).catch(() => undefined);
  if (found === undefined || !found.isFile()) throw damaged(`${file.name} is missing.`);
  if (found.size !== file.bytes) throw damaged(`${file.name} has ${found.size} bytes and should have ${file.bytes}.`);
}

export function damaged(message: string, evidence: readonly string[] = []): ProvisionError {
  return new ProvisionError({ code: 'TT-BUNDLE-02', message, evidence });
}
