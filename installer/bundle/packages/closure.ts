import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ProvisionError } from '../../../provision/model/error.ts';
import { sha256 } from '../cache.ts';
import { type Fetched, openApt } from './apt.ts';
import { type RepositoryPackage, repositoryPackages } from './index-file.ts';
import { type AptSource, sourcesText } from './sources.ts';

export type Closure = {
  readonly suite: string;
  readonly wanted: readonly string[];
  readonly packages: readonly RepositoryPackage[];
};

export type ClosureOptions = {
  /** Folder of this suite's downloads and indexes. */
  readonly folder: string;
  readonly suite: string;
  readonly wanted: readonly string[];
  /** A closure found longer ago is asked for again, when the mirror answers. */
  readonly maxAgeMs: number;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
  /** This machine's sources for the suite. */
  readonly sources: readonly AptSource[];
};

const keptClosure = z.object({
  key: z.string(),
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      file: z.string(),
      bytes: z.number(),
      sha256: z.string(),
      paragraph: z.string(),
    }),
  ),
});

/**
 * All packages that `wanted` needs on a machine that has nothing, as apt itself finds them in the suite, downloaded
 * into `folder/debs`. Works without a network when they were found before.
 */
export async function readClosure(options: ClosureOptions): Promise<Closure> {
  const { folder, suite, wanted, maxAgeMs, say } = options;
  const key = closureKey(options);
  const path = join(folder, 'closure.json');
  const kept = await readKept(folder, key);
  const ageMs = kept === undefined ? Number.POSITIVE_INFINITY : Date.now() - (await stat(path)).mtimeMs;
  if (kept !== undefined && ageMs < maxAgeMs) return { suite, wanted, packages: kept };
  try {
    const packages = await ask(options);
    await writeFile(`${path}.new`, JSON.stringify({ key, packages }));
    await rename(`${path}.new`, path);
    return { suite, wanted, packages };
  } catch (cause) {
    if (kept === undefined || options.signal?.aborted === true) throw cause;
    say(`The mirror did not answer for ${suite}: using the packages found ${Math.round(ageMs / 3_600_000)} hours ago`);
    return { suite, wanted, packages: kept };
  }
}

/** Names the question: what is wanted, and from where. */
export function closureKey({ sources, wanted }: Pick<ClosureOptions, 'sources' | 'wanted'>): string {
  return sha256(JSON.stringify([sourcesText(sources), wanted]));
}

/** The closure found before, when it was for the same question and all its files are whole. */
async function readKept(folder: string, key: string): Promise<readonly RepositoryPackage[] | undefined> {
  const text = await readFile(join(folder, 'closure.json'), 'utf8').catch(() => '{}');
  const parsed = keptClosure.safeParse(JSON.parse(text));
  if (!parsed.success || parsed.data.key !== key) return undefined;
  const sizes = await Promise.all(
    parsed.data.packages.map(({ file }) => stat(join(folder, 'debs', file)).catch(() => undefined)),
  );
  return parsed.data.packages.every(({ bytes }, index) => sizes[index]?.size === bytes)
    ? parsed.data.packages
    : undefined;
}

async function ask({
  folder,
  suite,
  wanted,
  say,
  signal,
  sources,
}: ClosureOptions): Promise<readonly RepositoryPackage[]> {
  say(`Asking apt what ${suite} needs`);
  const apt = await openApt(join(folder, 'apt'), sources, signal);
  await apt.update();
  const fetched = await apt.closure(wanted);
  const names = fetched.map(({ file }) => file.slice(0, file.indexOf('_')));
  const packages = repositoryPackages(await apt.show(names), fetched);
  const bytes = fetched.reduce((sum, one) => sum + one.bytes, 0);
  say(`Fetching ${fetched.length} packages for ${suite}, ${(bytes / 1e6).toFixed(1)} MB at most`);
  await apt.download(wanted);
  await collect(apt.archives, join(folder, 'debs'), { fetched, packages });
  return packages;
}

/** Copies what apt verified under plain names, and removes what no longer belongs. */
async function collect(
  archives: string,
  debs: string,
  found: {
    readonly fetched: readonly Fetched[];
    readonly packages: readonly RepositoryPackage[];
  },
): Promise<void> {
  await mkdir(debs, { recursive: true });
  const sources = new Map(found.fetched.map((one) => [one.sha256, join(archives, one.file)]));
  for (const { file, bytes, sha256: digest } of found.packages) {
    const target = join(debs, file);
    const kept = await stat(target).catch(() => undefined);
    if (kept?.size === bytes) continue;
    await copyFile(sources.get(digest) ?? '', target).catch((cause: unknown) => {
      throw new ProvisionError({ code: 'TT-FILE-03', message: `apt did not fetch ${file}.`, cause });
    });
  }
  const wanted = new Set(found.packages.map(({ file }) => file));
  const current = new Set(found.fetched.map(({ file }) => file));
  for (const name of await readdir(debs)) if (!wanted.has(name)) await rm(join(debs, name));
  for (const name of await readdir(archives))
    if (name.endsWith('.deb') && !current.has(name)) await rm(join(archives, name));
}
