import { posix } from 'node:path';
import { type Bootstrap, bootstrapCommand, requireBootstrapped } from '../../provision/bundle/bootstrap.ts';
import { layout } from '../../provision/layout.ts';
import type { Bundle, BundleForSuite } from '../bundle/open.ts';
import type { OpenServer } from './open-server.ts';

/** A bundle that lies unpacked on the server, and how to call its engine. */
export type Staged = {
  readonly folder: string;
  readonly suite: string;
  readonly bundle: Bundle;
  readonly files: BundleForSuite;
};

export type StageProgress =
  | { readonly kind: 'sending'; readonly sentBytes: number; readonly totalBytes: number }
  | { readonly kind: 'unpacking' };

export function stagingFolder(version: string): string {
  return posix.join(layout.staging, version);
}

/** The name under which the server keeps the key it is told to trust for this bundle. */
export const trustedKeyName = 'trusted-key.pem';

/**
 * Sends what is missing of a bundle and unpacks it on the server. Resumes a broken upload; does nothing when all is
 * there. Rejects with TT-UPLOAD-01, TT-FILE-01, TT-SSH-09.
 */
export async function stageBundle(
  { transport }: OpenServer,
  { bundle, files, folder }: Staged,
  onProgress: (progress: StageProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { release, packages, uploads } = files;
  const totalBytes = release.bytes + packages.bytes;
  let finishedBytes = 0;
  for (const upload of uploads) {
    const size = [release, packages].find((file) => file.name === upload.name)?.bytes ?? 0;
    await transport.upload({
      localPath: upload.localPath,
      remotePath: posix.join(folder, upload.name),
      sha256: upload.sha256,
      asRoot: true,
      onProgress: ({ sentBytes }) =>
        onProgress({ kind: 'sending', sentBytes: Math.min(totalBytes, finishedBytes + sentBytes), totalBytes }),
      ...(signal === undefined ? {} : { signal }),
    });
    finishedBytes += size;
  }
  onProgress({ kind: 'unpacking' });
  await transport.writeFile(posix.join(folder, trustedKeyName), bundle.publicKeyPem, { mode: 0o644, asRoot: true });
  const bootstrap: Bootstrap = { folder, release, packages };
  requireBootstrapped(await transport.run(bootstrapCommand(bootstrap)));
}
