import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { licencesText } from '../../../installer/bundle/release/licences.ts';
import { buildSite } from '../../../installer/bundle/release/site.ts';

/** Files of the built page, by their path, and the modules in them. */
export type Pages = Awaited<ReturnType<typeof makePages>>;

/** The page as Electron and the web server give it out. Nothing is compressed: it never crosses a network. */
export async function makePages(root: string) {
  const { files, modules } = await buildSite(root, 'renderer');
  const plain = files.filter(({ path }) => !path.endsWith('.gz'));
  return { files: plain.map(({ path, data }) => ({ path: path.replace(/^site\//, ''), data })), modules };
}

export async function writePages({ files }: Pages, folder: string): Promise<void> {
  for (const { path, data } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), data);
  }
}

/** The CommonJS that Electron starts has no `import.meta`: the modules find their places by these. */
const places = {
  'import.meta.filename': '__filename',
  'import.meta.dirname': '__dirname',
  'import.meta.url': '__moduleUrl',
};
const banner = `const __moduleUrl = require('node:url').pathToFileURL(__filename).href;`;

/** Optional parts of packages, each behind a try; what builds bundles and works in a clone only; and Electron itself. */
const external = ['electron', 'cpu-features', '*.node', 'esbuild', 'vite'];

export type About = { readonly version: string; readonly homepage: string };

/**
 * Everything that goes into the packed archive, and nothing else: two programs, the page, a short package.json and the
 * licences. No sources, no maps, no node_modules.
 */
export async function makeAppFolder(root: string, folder: string, given: About & { pages: Pages }): Promise<void> {
  const { version, homepage, pages } = given;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const [main] = await Promise.all([
    compileForElectron(root, { from: 'main/electron/entry.ts', to: join(folder, 'main.cjs'), version }),
    compileForElectron(root, { from: 'main/electron/preload.ts', to: join(folder, 'preload.cjs'), version }),
    writePages(pages, join(folder, 'renderer')),
  ]);
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  await writeFile(join(folder, 'LICENSES.txt'), await licencesText(root, [...main, ...pages.modules]));
  const about = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const { description, license } = about;
  const own = { name: 'teachtrack-installer', productName: 'TeachTrack Installer', version, homepage };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...own, description, license, main: 'main.cjs' }));
}

export type Program = { readonly from: string; readonly to: string; readonly version: string };

/** One CommonJS program for Electron's own Node. Gives the modules that went in. */
export async function compileForElectron(root: string, { from, to, version }: Program): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [from],
    outfile: to,
    bundle: true,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    // What the Electron of package.json has inside.
    target: 'node24',
    charset: 'utf8',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    // A sandboxed preload has no node:url, and no use for its own place.
    ...(from.endsWith('entry.ts') ? { banner: { js: banner } } : {}),
    define: { ...places, 'process.env.NODE_ENV': '"production"', TEACHTRACK_VERSION: JSON.stringify(version) },
    external,
    logLevel: 'error',
  });
  return Object.keys(metafile.inputs);
}
