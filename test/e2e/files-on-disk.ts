import type { PracticeServer } from '../practice-server/practice-server.ts';

/** Path → what it is: type and mode, owner and group, then the sha256 of a file or the target of a link. */
export type FilesOnDisk = ReadonlyMap<string, string>;

export type DiskDifferences = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
};

/**
 * What changes on any server by itself, or is the diary of what was done rather than a part of the system: logs, the
 * package manager's own books and caches, systemd's and sshd's and sudo's memory, and what is only a rendering of others.
 */
const diaries = [
  ...['/var/log', '/var/lib/apt', '/var/lib/dpkg', '/var/cache', '/var/backups', '/var/lib/systemd'],
  ...['/tmp', '/var/tmp', '/run', '/proc', '/sys', '/dev', '/var/lib/sudo', '/var/lib/logrotate'],
  ...['/etc/.pwd.lock', '/etc/ld.so.cache', '/var/practice-ballast', '/etc/machine-id', '/etc/mtab'],
] as const;

const everythingElse = `find / -xdev \\( ${diaries.map((path) => `-path '${path}'`).join(' -o ')} \\) -prune -o`;

/** The server's own address counts as ADDRESS, so that two servers can be compared. */
const look = `import hashlib, json, os, stat, sys
skipped, address = set(json.loads(sys.argv[1])), sys.argv[2].encode()
disk = os.lstat('/').st_dev
found = {}
for folder, folders, files in os.walk('/'):
    here = lambda name: os.path.join(folder, name)
    folders[:] = [name for name in folders if here(name) not in skipped and os.lstat(here(name)).st_dev == disk]
    for name in folders + files:
        path = here(name)
        if path in skipped: continue
        try:
            seen = os.lstat(path)
            what = ''
            if stat.S_ISLNK(seen.st_mode): what = os.readlink(path)
            elif seen.st_size > 2 ** 28: what = '%d bytes' % seen.st_size
            elif stat.S_ISREG(seen.st_mode):
                with open(path, 'rb') as file: content = file.read()
                what = hashlib.sha256(content.replace(address, b'ADDRESS')).hexdigest()
        except FileNotFoundError: continue
        found[path] = '%o %d:%d %s' % (seen.st_mode, seen.st_uid, seen.st_gid, what)
json.dump(found, sys.stdout)
`;

/** Everything on the server's disk but its diaries. */
export async function filesOnDisk(server: PracticeServer): Promise<FilesOnDisk> {
  const argv = ['python3', '-c', look, JSON.stringify(diaries), server.address];
  const found = JSON.parse(await server.mustExec(argv, { timeoutMs: 600_000 })) as Record<string, string>;
  return new Map(Object.entries(found));
}

/** `ignoring`: paths, or folders with all that is in them, that are not compared. */
export function diskDifferences(
  before: FilesOnDisk,
  after: FilesOnDisk,
  ignoring: readonly RegExp[] = [],
): DiskDifferences {
  const counts = (path: string) => !ignoring.some((one) => one.test(path));
  const all = [...new Set([...before.keys(), ...after.keys()])].filter(counts).sort();
  return {
    added: all.filter((path) => !before.has(path)),
    removed: all.filter((path) => !after.has(path)),
    changed: all.filter((path) => before.has(path) && after.has(path) && before.get(path) !== after.get(path)),
  };
}

/** Runs `work` and gives the paths on the disk, outside diaries, that were touched in any way meanwhile. */
export async function touchedDuring(server: PracticeServer, work: () => Promise<unknown>): Promise<readonly string[]> {
  const marker = '/run/touched-since';
  await server.mustExec(['touch', marker]);
  await work();
  const script = `${everythingElse} -cnewer ${marker} -print
find /run/teachtrack /tmp /var/tmp -cnewer ${marker} 2>/dev/null; true`;
  return (await server.mustExec(script, { timeoutMs: 600_000 })).split('\n').filter(Boolean).sort();
}
