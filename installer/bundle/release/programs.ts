import { join } from 'node:path';
import { ProvisionError } from '../../../provision/model/error.ts';
import type { ArchiveFile } from '../archive/tar.ts';

/** What bundled CommonJS packages expect to find in an ES module. */
const banner = `import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);`;

/** Optional parts of packages, each behind a try and none of use on the server. */
const external = ['pg', '@valkey/valkey-glide', 'bufferutil', 'utf-8-validate', 'cpu-features', '*.node'];

export type Compiled = {
  readonly files: readonly ArchiveFile[];
  /** Source files and package files that went in, from the project's root or absolute. */
  readonly modules: readonly string[];
};

export type ProgramWish = {
  /** Name of the program -> its first source file. */
  readonly entries: Readonly<Record<string, string>>;
  readonly version: string;
  /** Packages that are loaded only where they are there. */
  readonly without?: readonly string[];
};

/**
 * One self-contained `<name>.mjs` for each entry; `TEACHTRACK_VERSION` in them is the version. Rejects with TT-RUN-01
 * and the places of all errors.
 */
export async function compilePrograms(
  root: string,
  { entries, version, without = [] }: ProgramWish,
): Promise<Compiled> {
  const { build } = await import('esbuild');
  const result = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, path]) => ({ out, in: join(root, path) })),
    outdir: join(root, 'dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    charset: 'utf8',
    minifySyntax: true,
    minifyWhitespace: true,
    // Node prints the whole line of an uncaught error, which would be megabytes of the journal.
    lineLimit: 200,
    legalComments: 'none',
    banner: { js: banner },
    define: { 'process.env.NODE_ENV': '"production"', TEACHTRACK_VERSION: JSON.stringify(version) },
    loader: { '.sql': 'text' },
    external: [...external, ...without],
    logLevel: 'silent',
  }).catch((cause: unknown) => {
    throw new ProvisionError({
      code: 'TT-RUN-01',
      message: 'The programs of the release cannot be compiled.',
      evidence: String(cause instanceof Error ? cause.message : cause)
        .split('\n')
        .slice(0, 20),
      cause,
    });
  });
  const files = result.outputFiles.map(({ path, contents }) => ({
    path: path.slice(join(root, 'dist').length + 1),
    data: contents,
  }));
  return { files, modules: Object.keys(result.metafile.inputs) };
}
