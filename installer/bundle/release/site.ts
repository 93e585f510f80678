import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ProvisionError } from '../../../provision/model/error.ts';
import type { ArchiveFile } from '../archive/tar.ts';
import type { Compiled } from './programs.ts';
import { filesBelow } from './sources.ts';

/**
 * The site and the other pages in it. A page's own files lie beside the site's in `site/assets/`, where names hold a
 * digest of the content, and its `index.html` at its place.
 */
export async function buildSites(
  root: string,
  site: string,
  pages: Readonly<Record<string, string>>,
): Promise<Compiled> {
  const built = [await buildSite(root, site)];
  for (const [place, folder] of Object.entries(pages)) {
    const { files, modules } = await buildSite(root, folder);
    built.push({ files: files.map((file) => ({ ...file, path: placed(file.path, place) })), modules });
  }
  const files = new Map(built.flatMap((one) => one.files.map((file) => [file.path, file])));
  return { files: [...files.values()], modules: [...new Set(built.flatMap((one) => one.modules))].sort() };
}

function placed(path: string, place: string): string {
  return path.startsWith('site/assets/') ? path : path.replace(/^site\//, `site/${place}/`);
}

/** Builds the static site with its own vite settings and compresses what is worth it. Paths start with `site/`. */
export async function buildSite(root: string, folder: string): Promise<Compiled> {
  const outDir = await mkdtemp(join(tmpdir(), 'teachtrack-site-'));
  const modules = new Set<string>();
  // Vite and React go by the environment, and that of a test run would give the development build.
  const environment = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    const { build } = await import('vite');
    await build({
      root: join(root, folder),
      mode: 'production',
      logLevel: 'silent',
      build: { outDir, emptyOutDir: true },
      plugins: [
        {
          name: 'list-modules',
          generateBundle(_options, output) {
            for (const part of Object.values(output))
              if (part.type === 'chunk') for (const id of part.moduleIds) modules.add(id);
          },
        },
      ],
    });
    const paths = await filesBelow(outDir);
    const files = await Promise.all(
      paths.map(async (path) => ({ path: `site/${relative(outDir, path)}`, data: await readFile(path) })),
    );
    return { files: withCompressed(files), modules: [...modules].sort() };
  } catch (cause) {
    if (cause instanceof ProvisionError) throw cause;
    throw new ProvisionError({
      code: 'TT-RUN-01',
      message: `The site in ${folder} cannot be built.`,
      evidence: String(cause instanceof Error ? cause.message : cause)
        .split('\n')
        .slice(0, 20),
      cause,
    });
  } finally {
    if (environment === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = environment;
    await rm(outDir, { recursive: true, force: true });
  }
}

const text = /\.(html|js|mjs|css|svg|json|txt|xml|webmanifest|map|ico)$/;

/** Adds `<path>.gz` where that saves at least a tenth, for a server that never compresses on request. */
export function withCompressed(files: readonly ArchiveFile[]): readonly ArchiveFile[] {
  const present = new Set(files.map(({ path }) => path));
  return files.flatMap((file) => {
    const path = `${file.path}.gz`;
    if (!text.test(file.path) || file.data.length < 512 || present.has(path)) return [file];
    const data = gzipSync(file.data, { level: 9 });
    return data.length < file.data.length * 0.9 ? [file, { path, data }] : [file];
  });
}
