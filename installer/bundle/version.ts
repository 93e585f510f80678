import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sourceRoot } from './trusted-keys.ts';

/**
 * The oldest version on which a release of these sources can be put directly: raised when a migration or a setting of an
 * older one is no longer taken along.
 */
export const upgradesFrom = '0.1.0';

/** Put in when the program is compiled. */
declare const TEACHTRACK_VERSION: string | undefined;

/** Version of this program: of the compiled one, or of the clone it runs from. */
export async function programVersion(): Promise<string> {
  if (typeof TEACHTRACK_VERSION === 'string') return TEACHTRACK_VERSION;
  const root = sourceRoot();
  if (root === undefined) return 'development';
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  return version;
}
