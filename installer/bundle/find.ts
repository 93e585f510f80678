import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestName } from '../../provision/bundle/manifest.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import { compareVersions } from '../../provision/upgrade/version-path.ts';

/** Folders to look for bundles in: the clone's, beside a packaged program, where the program was started. */
export function bundlePlaces(known: {
  readonly root?: string | undefined;
  readonly program?: string;
  readonly cwd: string;
}): string[] {
  const { root, program, cwd } = known;
  return [
    ...(root === undefined ? [] : [join(root, 'dist/bundle')]),
    ...(program === undefined ? [] : [join(program, 'bundle'), program]),
    cwd,
  ];
}

/** The newest version's folder among `teachtrack-<version>` of all places. Rejects with TT-BUNDLE-01 when none is there. */
export async function findBundle(places: readonly string[]): Promise<string> {
  const found = (await Promise.all(places.map(bundlesIn))).flat();
  const newest = found.sort((a, b) => compareVersions(b.version, a.version))[0];
  if (newest !== undefined) return newest.path;
  throw new ProvisionError({
    code: 'TT-BUNDLE-01',
    message: 'There is no bundle in any of the usual places.',
    evidence: places.map((place) => `looked in ${place}`),
  });
}

async function bundlesIn(place: string): Promise<{ readonly path: string; readonly version: string }[]> {
  const names = await readdir(place).catch(() => []);
  const bundles = names.flatMap((name) => {
    const version = /^teachtrack-(\d+\.\d+\.\d+(?:-[a-z0-9.]+)?)$/.exec(name)?.[1];
    return version === undefined ? [] : [{ path: join(place, name), version }];
  });
  const isThere = await Promise.all(
    bundles.map(({ path }) =>
      stat(join(path, manifestName)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return bundles.filter((_, index) => isThere[index] === true);
}
