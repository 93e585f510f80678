import type { Argv } from '../../model/transport.ts';
import { linesOf, script } from '../../ops/command.ts';
import { serverPaths } from '../../tuning/paths.ts';
import { serverBackupPaths } from '../here.ts';

/** What copies are to outlast. */
const ownFolders = ['/', serverPaths.databaseFolder, serverBackupPaths.documents, serverBackupPaths.archives];

/** Of each folder, or of what is there of it: the device and the mount point. */
const look = `for folder; do
  there="$folder"
  while [ ! -e "$there" ]; do there=$(dirname -- "$there"); done
  device=$(findmnt --list --noheadings --output MAJ:MIN --target "$there" | tail -n 1 | tr -d ' ')
  printf '%s\t%s\n' "$device" "$(findmnt --list --noheadings --output TARGET --target "$there" | tail -n 1)"
done`;

/** Tells `mountFound` where this folder and the server's own lie. */
export function lookAtMounts(path: string, own: readonly string[] = ownFolders): Argv {
  return script(look, path, ...own);
}

export type Mount = { readonly mountPoint: string } | { readonly problem: string };

/**
 * Where the disk or share of a folder is mounted, from what `lookAtMounts` printed, or why it has none of its own: that is how a
 * disk that is not plugged in looks. `before`: where it was mounted when the target was added.
 */
export function mountFound(printed: string, before: string | undefined): Mount {
  const [[device, mountPoint] = ['', ''], ...own] = linesOf(printed).map((line): readonly [string, string] => {
    const [found = '', at = ''] = line.split('\t');
    return [found, at];
  });
  if (mountPoint === '' || mountPoint === '/')
    return { problem: 'it is not connected: no disk or share is mounted there' };
  if (before !== undefined && mountPoint !== before && !mountPoint.startsWith(`${before}/`))
    return { problem: `it is not connected: no disk or share is mounted at ${before}` };
  if (device !== '' && own.some(([one]) => one === device))
    return { problem: `it is not connected: ${mountPoint} is the disk that the server's own data lies on` };
  return { mountPoint };
}
