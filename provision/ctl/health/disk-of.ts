import type { DiskFigures } from './figures.ts';

/** The disk that a folder lies on, as far as the paths by which disks are named tell. */
export function diskOf(disks: readonly DiskFigures[], folder: string): DiskFigures | undefined {
  const above = disks.filter(({ path }) => path === '/' || path === folder || folder.startsWith(`${path}/`));
  return above.sort((one, other) => other.path.length - one.path.length)[0];
}
