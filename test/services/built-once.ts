import { join, resolve } from 'node:path';
import { cached } from '../../installer/bundle/cache.ts';
import { sourcesDigest } from '../../installer/bundle/release/sources.ts';

const root = resolve(import.meta.dirname, '../..');

export type BuiltFile = { readonly path: string; readonly data: Uint8Array };

/** What is built from these folders, such as pages by Vite: once for the same sources, whoever uses it. */
export async function builtOnce(
  name: string,
  folders: readonly string[],
  build: (root: string) => Promise<{ readonly files: readonly BuiltFile[] }>,
): Promise<readonly BuiltFile[]> {
  const key = await sourcesDigest(root, folders, name);
  const kept = await cached(join(root, 'dist/cache'), { name, key }, async () => {
    const { files } = await build(root);
    return Buffer.from(JSON.stringify(files.map(({ path, data }) => [path, Buffer.from(data).toString('base64')])));
  });
  const listed = JSON.parse(kept.toString('utf8')) as readonly (readonly [path: string, base64: string])[];
  return listed.map(([path, base64]) => ({ path, data: Buffer.from(base64, 'base64') }));
}
