import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bundleVersion,
  canonicalJson,
  type Manifest,
  manifestFormat,
  manifestName,
  manifestSchema,
  signatureName,
} from '../../provision/bundle/manifest.ts';
import { signatureOf } from '../../provision/bundle/signature.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import { sha256 } from './cache.ts';
import type { SigningKey } from './keys.ts';
import { readOrigin } from './origin.ts';
import { readClosure } from './packages/closure.ts';
import { packRepository } from './packages/repository.ts';
import { readSources } from './packages/sources.ts';
import { wantedPackages } from './packages/wanted.ts';
import { buildRelease } from './release/release.ts';
import { type ReleaseSources, releaseSources } from './release/sources.ts';
import { upgradesFrom } from './version.ts';

export const supportedSuites = ['bookworm', 'trixie'] as const;

export type BuildProgress = { readonly line: string };

export type BuildOptions = {
  /** The project's root: sources are read and `dist/cache` is kept there. */
  readonly root: string;
  /** The bundle becomes `<outDir>/teachtrack-<version>/`; what lay there is replaced when the new one is whole. */
  readonly outDir: string;
  readonly version: string;
  /** Default: what these sources can be put on. */
  readonly upgradesFrom?: string;
  readonly suites: readonly string[];
  readonly signingKey: SigningKey;
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly signal?: AbortSignal;
  /** Where parts are kept that are made from the same things again. Default `<root>/dist/cache`. */
  readonly cache?: string;
  /** Default: the project's own sources. */
  readonly sources?: ReleaseSources;
  /** Packages found longer ago are asked for again when the mirror answers. Default one day; 0 asks always. */
  readonly packagesMaxAgeMs?: number;
};

export type BuiltBundle = { readonly path: string; readonly manifest: Manifest; readonly durationMs: number };

/**
 * Builds and signs the offline bundle. Unchanged inputs give the same bytes, in seconds, also without a network.
 * Rejects with TT-FILE-03 (a source is missing), TT-RUN-01 (compiler, xz or apt failed) or TT-ANSWERS-01 (version).
 */
export async function buildBundle(options: BuildOptions): Promise<BuiltBundle> {
  const started = performance.now();
  const { root, outDir, version, suites, signingKey, onProgress, sources = releaseSources } = options;
  const say = (line: string) => onProgress?.({ line });
  if (!bundleVersion.safeParse(version).success)
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: `${JSON.stringify(version)} is not a version like 1.2.3.`,
    });
  const cache = options.cache ?? join(root, 'dist/cache');
  const origin = await readOrigin(root);
  const release = await buildRelease({ root, cache, version, origin, sources, say });
  const parts: Part[] = [{ kind: 'release', name: `release-${version}.deb`, ...release }];
  for (const suite of suites) parts.push(await packagesPart(options, { suite, cache, say }));
  const path = join(outDir, `teachtrack-${version}`);
  const part = `${path}.${randomUUID()}.part`;
  await removeOld(outDir, `teachtrack-${version}`);
  await mkdir(part, { recursive: true });
  for (const { name, archive } of parts) await writeFile(join(part, name), archive);
  const manifest: Manifest = manifestSchema.parse({
    format: manifestFormat,
    version,
    upgradesFrom: options.upgradesFrom ?? upgradesFrom,
    createdAt: origin.createdAt,
    node: release.node,
    keyId: signingKey.keyId,
    files: parts.map(({ archive, about: _about, node: _node, ...file }) => ({
      ...file,
      bytes: archive.length,
      sha256: sha256(archive),
    })),
    packages: parts.flatMap(({ about }) => about ?? []),
  });
  const bytes = Buffer.from(`${canonicalJson(manifest)}\n`);
  await writeFile(join(part, manifestName), bytes);
  await writeFile(join(part, signatureName), signatureOf(bytes, signingKey.privateKey));
  await rm(path, { recursive: true, force: true });
  await rename(part, path);
  for (const file of manifest.files)
    say(`${file.name}: ${(file.bytes / 1e6).toFixed(1)} MB, ${file.unpackedFiles} files`);
  return { path, manifest, durationMs: Math.round(performance.now() - started) };
}

type Part = Omit<Manifest['files'][number], 'bytes' | 'sha256'> & {
  readonly archive: Buffer;
  readonly about?: Manifest['packages'][number];
  readonly node?: string;
};

async function packagesPart(
  { packagesMaxAgeMs = 86_400_000, signal }: BuildOptions,
  { suite, cache, say }: { readonly suite: string; readonly cache: string; readonly say: (line: string) => void },
): Promise<Part> {
  const folder = join(cache, `packages-${suite}`);
  const closure = await readClosure({
    folder,
    suite,
    wanted: wantedPackages,
    sources: await readSources(suite),
    maxAgeMs: packagesMaxAgeMs,
    say,
    ...(signal === undefined ? {} : { signal }),
  });
  const repository = await packRepository(join(folder, 'debs'), closure);
  return { kind: 'packages', suite, name: `packages-${suite}.tar`, ...repository };
}

/** Leftovers of builds that were killed an hour ago or more. */
async function removeOld(outDir: string, name: string): Promise<void> {
  for (const entry of await readdir(outDir).catch(() => [])) {
    if (!entry.startsWith(`${name}.`) || !entry.endsWith('.part')) continue;
    const { mtimeMs } = await stat(join(outDir, entry));
    if (Date.now() - mtimeMs > 3_600_000) await rm(join(outDir, entry), { recursive: true, force: true });
  }
}
