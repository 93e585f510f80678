import { type TreeFile, treeDigest } from '../bundle/tree.ts';
import type { StepContext } from '../model/step.ts';
import { releaseDigest, releasePath, treeOf } from '../steps/release/placed.ts';

/**
 * Which files of the release in place are not those of the signed bundle: a line each. The bundle's own unpacked copy
 * tells, after its digest was held against the signed one.
 */
export async function changedReleaseFiles(context: StepContext): Promise<readonly string[]> {
  const [there, signed] = await Promise.all([
    treeOf(context, releasePath(context.bundle.version)),
    treeOf(context, `${context.bundle.path}/release`),
  ]);
  if (treeDigest(signed) !== (await releaseDigest(context)))
    return ['The unpacked bundle on the server is not what was signed either: send the bundle again.'];
  return differences(signed, there);
}

export function differences(signed: readonly TreeFile[], there: readonly TreeFile[]): readonly string[] {
  const found = new Map(there.map((file) => [file.path, file]));
  const known = new Set(signed.map(({ path }) => path));
  const lines = [
    ...signed.flatMap((file) => {
      const now = found.get(file.path);
      if (now === undefined) return [`- ${file.path} is missing`];
      if (now.sha256 !== file.sha256) return [`~ ${file.path} has another content`];
      return now.executable === file.executable ? [] : [`~ ${file.path} has another mode`];
    }),
    ...there.filter(({ path }) => !known.has(path)).map(({ path }) => `+ ${path} was added`),
  ];
  return lines.sort();
}
