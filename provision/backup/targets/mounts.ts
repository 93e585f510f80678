import type { Argv } from '../../model/transport.ts';
import { linesOf, script } from '../../ops/command.ts';
import { nearFolder } from '../../ops/near-folder.ts';
import { serverPaths } from '../../tuning/paths.ts';
import { serverBackupPaths } from '../here.ts';

/** What copies are to outlast. */
const ownFolders = ['/', serverPaths.databaseFolder, serverBackupPaths.documents, serverBackupPaths.archives];

/** Of each folder: the device and the mount point. */
const look = `${nearFolder}
for folder; do
  there=$(near "$folder")
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

/** Of each folder the disks it lies on, through partitions, volumes and arrays; an empty line for a share. */
const disks = `${nearFolder}
for folder; do
  source=$(findmnt --list --noheadings --nofsroot --output SOURCE --target "$(near "$folder")" | tail -n 1)
  lsblk --inverse --list --noheadings --output NAME,TYPE -- "$source" 2>/dev/null | sed -n 's/ *\\(disk\\|loop\\) *$//p' | tr '\\n' ' '
  echo
done`;

/** Tells `sharedDisk` on which disks this folder and the server's own lie; only where the devices themselves can be seen. */
export function lookAtDisks(path: string, own: readonly string[] = ownFolders): Argv {
  return script(disks, path, ...own);
}

/** A disk that a folder shares with the server's own data, as another partition of it does. */
export function sharedDisk(printed: string): string | undefined {
  const [mine = [], ...own] = printed.split('\n').map((line) => line.split(' ').filter((name) => name !== ''));
  return mine.find((name) => own.flat().includes(name));
}
