import { cpSync, linkSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BuiltBundle, buildBundle } from '../../installer/bundle/build.ts';
import { readSigningKey } from '../../installer/bundle/keys.ts';
import { releaseSources } from '../../installer/bundle/release/sources.ts';
import { canonicalJson, manifestName, signatureName } from '../../provision/bundle/manifest.ts';
import { signatureOf } from '../../provision/bundle/signature.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'dist/e2e-releases');

export type OtherRelease = {
  readonly version: string;
  /** Programs of the release that are another's, such as `{ api: 'test/e2e/releases/answers-500.ts' }`. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly suites?: readonly string[];
  /** Makes other packages for the first suite, in a folder of its own that holds a copy of today's. */
  readonly packages?: (folder: string) => Promise<void>;
};

/**
 * Another release of these sources, signed with the clone's key. Only its programs are compiled: Node, the site and the
 * packages are those kept of the bundle that was built before.
 */
export async function otherRelease({
  version,
  programs = {},
  suites = ['bookworm'],
  packages,
}: OtherRelease): Promise<BuiltBundle> {
  const cache = join(folder, packages === undefined ? 'cache' : `cache-${version}`);
  shareParts(join(root, 'dist/cache'), cache);
  if (packages !== undefined) {
    const own = join(cache, `packages-${suites[0]}`);
    rmSync(own, { recursive: true, force: true });
    const kept = join(root, 'dist/cache', `packages-${suites[0]}`);
    cpSync(kept, own, { recursive: true, filter: (path) => path !== join(kept, 'apt') });
    await packages(own);
  }
  return buildBundle({
    ...{ root, cache, version, suites, outDir: join(folder, version), signingKey: await readSigningKey(root) },
    sources: { ...releaseSources, entries: { ...releaseSources.entries, ...programs } },
  });
}

/** The same files under another version: what a program sees of a bundle before it sends any of it. */
export async function relabelled(
  bundle: BuiltBundle,
  told: { readonly version: string; readonly upgradesFrom: string },
): Promise<string> {
  const path = join(folder, `teachtrack-${told.version}`);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  for (const { name } of bundle.manifest.files) linkSync(join(bundle.path, name), join(path, name));
  const bytes = Buffer.from(`${canonicalJson({ ...bundle.manifest, ...told })}\n`);
  writeFileSync(join(path, manifestName), bytes);
  writeFileSync(join(path, signatureName), signatureOf(bytes, (await readSigningKey(root)).privateKey));
  return path;
}

function shareParts(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  const there = new Set(readdirSync(to));
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (there.has(entry.name) || entry.name.startsWith('.') || entry.name.startsWith('programs-')) continue;
    if (entry.isDirectory()) symlinkSync(join(from, entry.name), join(to, entry.name));
    else cpSync(join(from, entry.name), join(to, entry.name));
  }
}
