import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ProvisionError } from '../../../provision/model/error.ts';

/** What a release is made of. Paths are relative to the project's root. */
export type ReleaseSources = {
  /** Name of the program in the release (`api`) -> its first source file. */
  readonly entries: Readonly<Record<string, string>>;
  /** Folder of the static site with its `index.html`. */
  readonly site: string;
  /** Other pages in the same site, each built by itself: their place in it -> their folder with its `index.html`. */
  readonly pages?: Readonly<Record<string, string>>;
  /** JSON file with the lists of fonts that the programs read from `fonts/` beside them. */
  readonly fonts?: string;
};

export const releaseSources: ReleaseSources = {
  entries: {
    ctl: 'provision/ctl/teachtrackctl.ts',
    engine: 'provision/ctl/engine.ts',
    health: 'provision/ctl/health/program.ts',
    api: 'appliance/api.ts',
    worker: 'appliance/worker.ts',
    migrate: 'appliance/migrate.ts',
    admin: 'appliance/admin.ts',
    verify: 'appliance/verify.ts',
    'prove-sign-in': 'appliance/prove-sign-in.ts',
    demo: 'appliance/demo.ts',
    curriculum: 'appliance/curriculum-check.ts',
  },
  site: 'appliance/web/site',
  pages: { status: 'appliance/web/status' },
  fonts: 'appliance/documents/fonts/files.json',
};

/** Rejects with TT-FILE-03, naming every source that is not there: a release is whole or it is not made. */
export async function requireSources(root: string, { entries, site, pages = {} }: ReleaseSources): Promise<void> {
  const sites = [site, ...Object.values(pages)];
  const needed = [...Object.values(entries), ...sites.map((folder) => `${folder}/index.html`)];
  const isThere = await Promise.all(
    needed.map((path) =>
      stat(join(root, path)).then(
        (found) => found.isFile(),
        () => false,
      ),
    ),
  );
  const missing = needed.filter((_, index) => isThere[index] !== true);
  if (missing.length === 0) return;
  throw new ProvisionError({
    code: 'TT-FILE-03',
    message: `The release cannot be built: ${missing.join(', ')} ${missing.length === 1 ? 'does' : 'do'} not exist.`,
  });
}

/** Everything that decides what is built from `folders`, and how; a changed byte gives another digest. */
export async function sourcesDigest(root: string, folders: readonly string[], wish: unknown): Promise<string> {
  const listed = await Promise.all([...folders, 'installer/bundle'].map((folder) => filesBelow(join(root, folder))));
  const files = [...new Set([...listed.flat(), join(root, 'package-lock.json'), join(root, 'tsconfig.json')])].sort();
  const hash = createHash('sha256').update(JSON.stringify(wish));
  for (const file of files) {
    const data = await readFile(file);
    hash.update(`${relative(root, file)}\0${data.length}\0`).update(data);
  }
  return hash.digest('hex').slice(0, 32);
}

/** All regular files below a folder, sorted; none when it does not exist. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !/(^|\/)(node_modules|dist)(\/|$)/.test(entry.parentPath.slice(folder.length)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
