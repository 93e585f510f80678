import type { Fact } from '../model/fact.ts';
import { integer, lines, section, sections } from './text.ts';

/** The file system that holds one of the paths we ask about. */
export type FileSystem = {
  readonly path: string;
  readonly mountPoint: string;
  readonly type: string;
  /** What is mounted: `/dev/sda1`, `tmpfs`. */
  readonly source: string;
  /** `major:minor` of the device; `0:n` for those without one of their own (btrfs, zfs, tmpfs). */
  readonly device: string;
  readonly options: readonly string[];
  readonly sizeBytes: number;
  readonly freeBytes: number;
  /** Absent where the file system makes inodes as it needs them. */
  readonly freeInodes?: number;
};

export type Storage = readonly FileSystem[];

const storagePaths = ['/', '/usr', '/opt', '/etc', '/var', '/var/lib', '/var/lib/mysql', '/tmp'] as const;

export const storage: Fact<Storage> = {
  id: 'storage',
  title: 'File systems and their free space',
  script: `
set --
for path in ${storagePaths.join(' ')}; do [ -d "$path" ] && set -- "$@" "$path"; done
echo '== paths'; printf '%s\\n' "$@"
echo '== bytes'; df -PB1 -- "$@" || df -Pk -- "$@"
echo '== inodes'; df -Pi -- "$@"
echo '== mounts'; cat /proc/self/mountinfo
exit 0`,
  parse(stdout) {
    const found = sections(stdout);
    const paths = lines(section(found, 'paths'));
    const bytes = table(section(found, 'bytes'));
    const inodes = table(section(found, 'inodes'));
    const mounts = lines(section(found, 'mounts')).map(mount);
    if (bytes.rows.length !== paths.length) throw new Error('df did not answer for every folder');
    return paths.map((path, index) => {
      const row = bytes.rows[index];
      const on = mounts.findLast((one) => one.mountPoint === row?.mountPoint);
      if (row === undefined || on === undefined) throw new Error(`no mount holds ${path}`);
      const freeInodes = inodes.rows[index];
      return {
        path,
        ...on,
        sizeBytes: row.total * bytes.unit,
        freeBytes: row.free * bytes.unit,
        ...(freeInodes === undefined || freeInodes.total === 0 ? {} : { freeInodes: freeInodes.free }),
      };
    });
  },
};

type Row = { readonly mountPoint: string; readonly total: number; readonly free: number };

/** `df -P`: one header, then rows of source, total, used, free, percent, mount point. */
function table(text: string): { readonly unit: number; readonly rows: readonly Row[] } {
  const [header = '', ...rest] = lines(text);
  const unit = header.includes('1024-blocks') ? 1024 : 1;
  const rows = rest.map((line) => {
    const [, total, free, mountPoint] = /\s(\d+|-)\s+(?:\d+|-)\s+(\d+|-)\s+(?:\d+%|-)\s+(\/.*)$/.exec(line) ?? [];
    if (mountPoint === undefined) throw new Error(`not a row of df: ${line.slice(0, 80)}`);
    return { mountPoint, total: count(total), free: count(free) };
  });
  return { unit, rows };
}

function count(text: string | undefined): number {
  return text === '-' ? 0 : integer(text, 'a figure of df');
}

/** proc(5) mountinfo: id parent major:minor root mount-point options optional… - type source super-options. */
function mount(line: string): Pick<FileSystem, 'mountPoint' | 'type' | 'source' | 'device' | 'options'> {
  const [left = '', right = ''] = line.split(' - ');
  const [, , device = '', , mountPoint = '', own = ''] = left.split(' ');
  const [type = '', source = '', shared = ''] = right.split(' ');
  if (!/^\d+:\d+$/.test(device)) throw new Error(`not a row of mountinfo: ${line.slice(0, 80)}`);
  const options = [...new Set([...own.split(','), ...shared.split(',')])].filter((option) => option !== '');
  // A file system that is read-only as a whole says so in its own options only.
  return { mountPoint: unescaped(mountPoint), type, source: unescaped(source), device, options };
}

function unescaped(text: string): string {
  return text.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** The file system that holds a path: of the asked paths the longest that is the path or above it. */
export function fileSystemOf(all: Storage, path: string): FileSystem | undefined {
  const holds = (one: FileSystem) => one.path === '/' || path === one.path || path.startsWith(`${one.path}/`);
  return all.filter(holds).sort((left, right) => right.path.length - left.path.length)[0];
}
