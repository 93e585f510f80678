import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BuiltBundle, buildBundle, supportedSuites } from '../../installer/bundle/build.ts';
import { readSigningKey } from '../../installer/bundle/keys.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * The bundle of these very sources, in a folder of its own so that nobody's install loses the one it is sending.
 * Seconds when it was built before.
 */
export async function builtBundle(suites: readonly string[] = supportedSuites): Promise<BuiltBundle> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const outDir = join(root, 'dist/e2e', suites.join('-'));
  return buildBundle({ root, outDir, version, suites, signingKey: await readSigningKey(root) });
}
