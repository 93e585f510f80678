import type { Fact } from '../model/fact.ts';
import { columns, lines, maybeText, section, sections } from './text.ts';

type BrokenPackage = { readonly name: string; readonly version: string; readonly state: string };

export type PackageLocks = {
  /** The process that uses the package manager now. */
  readonly holder?: { readonly pid: number; readonly command: string };
  /** Packages that an interrupted or failed installation left in the middle. */
  readonly broken: readonly BrokenPackage[];
  /** What `dpkg --audit` says; empty when all is well. */
  readonly audit: string;
};

export const packageLocks: Fact<PackageLocks> = {
  id: 'package-locks',
  title: 'Package manager',
  waits: true,
  script: `
command -v dpkg-query >/dev/null || { echo '== missing'; exit 0; }
echo '== holder'
for lock in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock /var/cache/apt/archives/lock; do
  [ -e "$lock" ] || continue
  inode=$(stat -c %i "$lock")
  raw=$((0x$(stat -c %D "$lock")))
  own=$(printf '%02x:%02x:%s' $((raw >> 8 & 0xfff)) $((raw & 0xff | raw >> 12 & 0xfff00)) "$inode")
  device=$(findmnt -n -o MAJ:MIN --target "$lock" | tail -n 1 | tr -d ' ')
  place=$own
  [ -n "$device" ] && place=$(printf '%02x:%02x:%s' "\${device%%:*}" "\${device##*:}" "$inode")
  while read -r number kind rest; do
    case $kind in POSIX|FLOCK|OFDLCK) ;; *) continue ;; esac
    set -- $rest
    case $4 in "$own"|"$place") ;; *) continue ;; esac
    [ "$3" -gt 0 ] && printf '%s\\t%s\\n' "$3" "$(tr '\\0' ' ' <"/proc/$3/cmdline")"
  done </proc/locks
done
echo '== broken'
dpkg-query -W -f '\${db:Status-Abbrev}\\t\${Package}\\t\${Version}\\n' | grep -E '^(.[UFHWt]|..R)'
echo '== audit'
dpkg --audit
exit 0`,
  parse(stdout) {
    const found = sections(stdout);
    if (found.has('missing')) throw new Error('dpkg is not installed');
    const [pid, command] = columns(lines(section(found, 'holder'))[0] ?? '');
    return {
      ...(maybeText(pid) === undefined
        ? {}
        : { holder: { pid: Number(pid), command: maybeText(command) ?? 'a process that has just ended' } }),
      broken: lines(section(found, 'broken')).map((line) => {
        const [state = '', name = '', version = ''] = columns(line);
        return { name, version, state };
      }),
      audit: section(found, 'audit').trim(),
    };
  },
};
