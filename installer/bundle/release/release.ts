import { dirname } from 'node:path';
import { treeDigest } from '../../../provision/bundle/tree.ts';
import { debOf } from '../archive/deb.ts';
import { type ArchiveFile, secondsOf, tarEnd, tarFile, tarFolder } from '../archive/tar.ts';
import { joinXz, xz, xzOptions } from '../archive/xz.ts';
import { cached, sha256 } from '../cache.ts';
import type { Origin } from '../origin.ts';
import { collectFonts } from './fonts.ts';
import { licencesText } from './licences.ts';
import { compilePrograms } from './programs.ts';
import { readRuntime } from './runtime.ts';
import { buildSites } from './site.ts';
import { type ReleaseSources, requireSources, sourcesDigest } from './sources.ts';

export type Release = {
  readonly archive: Buffer;
  readonly node: string;
  readonly treeSha256: string;
  readonly unpackedBytes: number;
  readonly unpackedFiles: number;
};

export type ReleaseOptions = {
  readonly root: string;
  readonly cache: string;
  readonly version: string;
  readonly origin: Origin;
  readonly sources: ReleaseSources;
  readonly say: (line: string) => void;
};

/**
 * The one compressed file of a release, in parts that are compressed apart and joined: Node, the programs and the site,
 * each kept while what it is made from is the same, and `release.json`.
 */
export async function buildRelease(options: ReleaseOptions): Promise<Release> {
  const { root, cache, version, origin, sources, say } = options;
  await requireSources(root, sources);
  const runtime = await readRuntime(root);
  const about = { version, node: runtime.version, commit: origin.commit, modified: origin.modified };
  const programsKey = await sourcesDigest(root, ['appliance', 'provision'], { sources, version });
  const { site, pages = {} } = sources;
  const siteFolders = [site, ...Object.values(pages), 'appliance/web/theme', 'appliance/features'];
  const siteKey = await sourcesDigest(root, siteFolders, { site, pages });
  const parts = [
    await part({ cache, name: 'node', key: contentKey(runtime.files), kind: 'machine-code' }, async () => {
      say(`Compressing Node ${runtime.version} (once for this version)`);
      return runtime.files;
    }),
    await part({ cache, name: 'programs', key: programsKey, kind: 'text' }, async () => {
      say('Compiling the programs');
      const { files, modules } = await compilePrograms(root, { entries: sources.entries, version });
      const fonts = sources.fonts === undefined ? [] : [await collectFonts(root, sources.fonts)];
      const all = [...modules, ...fonts.flatMap((one) => one.modules)];
      return [...files, ...fonts.flatMap((one) => one.files), await licences(root, 'programs', all)];
    }),
    await part({ cache, name: 'site', key: siteKey, kind: 'text' }, async () => {
      say('Building the site');
      const { files, modules } = await buildSites(root, site, pages);
      return [...files, await licences(root, 'site', modules)];
    }),
    await packed([{ path: 'release.json', data: Buffer.from(`${JSON.stringify(about)}\n`) }], 'text'),
  ];
  const end = await xz([tarEnd]);
  const files = parts.flatMap(({ listed }) => listed);
  return {
    archive: debOf(control(version), joinXz([...parts.map(({ stream }) => stream), end])),
    node: runtime.version,
    treeSha256: treeDigest(files),
    unpackedBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    unpackedFiles: files.length,
  };
}

async function licences(root: string, name: string, modules: readonly string[]): Promise<ArchiveFile> {
  return { path: `licences/${name}.txt`, data: Buffer.from(await licencesText(root, modules)) };
}

type Kind = keyof typeof xzOptions;
type Listed = { readonly path: string; readonly sha256: string; readonly executable: boolean; readonly bytes: number };
type Part = { readonly stream: Buffer; readonly listed: readonly Listed[] };

/** A compressed part with the list of what it holds, both in one kept file: the list as a line of JSON, then xz. */
async function part(
  {
    cache,
    name,
    key,
    kind,
  }: { readonly cache: string; readonly name: string; readonly key: string; readonly kind: Kind },
  make: () => Promise<readonly ArchiveFile[]>,
): Promise<Part> {
  const kept = await cached(cache, { name, key }, async () => {
    const { stream, listed } = await packed(await make(), kind);
    return Buffer.concat([Buffer.from(`${JSON.stringify(listed)}\n`), stream]);
  });
  const end = kept.indexOf('\n');
  return { listed: JSON.parse(kept.toString('utf8', 0, end)), stream: kept.subarray(end + 1) };
}

async function packed(files: readonly ArchiveFile[], kind: Kind): Promise<Part> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const listed = sorted.map(({ path, data, executable = false }) => ({
    path,
    sha256: sha256(data),
    executable,
    bytes: data.length,
  }));
  const folders = [...new Set(sorted.flatMap(({ path }) => parents(path)))].sort();
  const entries = sorted.flatMap((file, index) => tarFile(file, secondsOf(listed[index]?.sha256 ?? '')));
  return { stream: await xz([...folders.map(tarFolder), ...entries], kind), listed };
}

function parents(path: string): string[] {
  const parent = dirname(path);
  return parent === '.' ? [''] : [...parents(parent), parent];
}

function contentKey(files: readonly ArchiveFile[]): string {
  const contents = files.map(({ path, data }) => `${path} ${sha256(data)}`);
  return sha256(JSON.stringify([contents, xzOptions['machine-code']])).slice(0, 32);
}

function control(version: string): Readonly<Record<string, string>> {
  return {
    Package: 'teachtrack-release',
    Version: version,
    Architecture: 'amd64',
    Maintainer: 'TeachTrack Appliance',
    Description: 'Archive of a release, unpacked with dpkg-deb -x and not to be installed',
  };
}
