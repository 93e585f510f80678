import { layout } from '../layout.ts';
import type { WantedState } from '../model/wanted.ts';
import { linesOf, must, type Ops, script } from '../ops/command.ts';
import { nearFolder } from '../ops/near-folder.ts';
import { serverPaths } from '../tuning/paths.ts';
import { type Room, reserveOn } from './size.ts';

/** One volume that people's work is written to, and its reserve. */
export type ReservePlace = Room & {
  /** What lies on it: the database's folder, or that of the documents. */
  readonly folder: string;
  readonly path: string;
  /** As large as it is wanted. */
  readonly bytes: number;
  /** What the file that lies there takes of the disk; 0 when there is none of ours. */
  readonly takenBytes: number;
  /** As large as wanted and allocated down to its last block, and root's alone. */
  readonly isThere: boolean;
};

/** What the file is called on a volume without `/var/lib/teachtrack`, in the folder it is kept for. */
export const reserveName = 'teachtrack-emergency-reserve';
/** On the volume of `/var/lib/teachtrack`. */
export const homeReserve = `${layout.state}/emergency-reserve`;

const look = `state="$1"; shift
${nearFolder}
home=$(stat -c %d -- "$(near "$state")") || exit 1
seen=
for folder; do
  there=$(near "$folder")
  device=$(stat -c %d -- "$there") || exit 1
  case " $seen " in *" $device "*) continue ;; esac
  seen="$seen $device"
  path="$folder/${reserveName}"
  [ "$device" = "$home" ] && path="${homeReserve}"
  printf '%s\\t%s\\t' "$folder" "$path"
  stat -f --printf '%S\\t%b\\t%a' -- "$there" || exit 1
  stat --printf '\\t%F\\t%a\\t%U\\t%s\\t%b\\t%B' -- "$path" 2>/dev/null
  echo
done`;

/**
 * A place for each volume that holds the database or the documents. Where it is the volume of `/var/lib/teachtrack`, the
 * file lies there, in a folder of root's own.
 */
export async function reservePlaces(ops: Ops, { tier, database }: WantedState): Promise<readonly ReservePlace[]> {
  const folders = [...(database === undefined ? [serverPaths.databaseFolder] : []), layout.documents];
  const { stdout } = await must(ops, script(look, layout.state, ...folders), { what: 'Looking at the disks' });
  return linesOf(stdout).map((line) => parsePlace(line, (totalBytes) => reserveOn(tier, totalBytes)));
}

export function parsePlace(line: string, wanted: (totalBytes: number) => number): ReservePlace {
  const [folder = '', path = '', unit, blocks, available, kind = '', mode, owner, size, taken, block] =
    line.split('\t');
  const totalBytes = Number(unit) * Number(blocks);
  const bytes = wanted(totalBytes);
  const freeBytes = Number(unit) * Number(available);
  const takenBytes = kind.startsWith('regular') && owner === 'root' ? Number(taken) * Number(block) : 0;
  const isThere = takenBytes >= bytes && Number(size) === bytes && mode === '600';
  return { folder, path, totalBytes, freeBytes, bytes, takenBytes, isThere };
}

/*
 * The database's folder is its account's, which may put anything there under any name: the file is made anew under a name
 * that must not exist, and nothing that lies there is followed. Blocks are taken at once, so that none is promised twice.
 */
const make = `path="$1" bytes="$2" new="$1.new"
umask 077
rm -f -- "$new"
set -C
exec 9>"$new" || exit 1
if fallocate --posix --length "$bytes" /proc/self/fd/9 && sync /proc/self/fd/9 && mv -fT -- "$new" "$path"; then exit 0; fi
rm -f -- "$new"
exit 1`;

export async function makeReserve(ops: Ops, { path, bytes }: ReservePlace): Promise<void> {
  const options = { what: `Putting space by in ${path}`, code: 'TT-FILE-01', timeoutMs: 900_000 } as const;
  await must(ops, script(make, path, String(bytes)), options);
}

export async function removeReserve(ops: Ops, path: string): Promise<void> {
  await must(ops, ['rm', '-f', '--', path, `${path}.new`], { what: `Giving ${path} back` });
}
