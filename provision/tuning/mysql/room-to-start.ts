import type { DatabaseFlavour } from '../../capacity/flavour.ts';
import { homeReserve, reserveName } from '../../reserve/places.ts';
import { startBytes, startsBelowBytes } from '../../reserve/size.ts';

/**
 * What a file system keeps for root alone is open to the database as well: what it has begun it must write or roll back when
 * others have filled the disk, and a server that can do neither ends. Lines of a unit's `[Service]`. MariaDB's own unit
 * names all that it may have in some versions and nothing in others; the first three are that list.
 */
export function lastRoom({ product }: DatabaseFlavour): readonly string[] {
  const may = 'CapabilityBoundingSet=CAP_IPC_LOCK CAP_DAC_OVERRIDE CAP_AUDIT_WRITE CAP_SYS_RESOURCE';
  return [...(product === 'mariadb' ? [may] : []), 'AmbientCapabilities=CAP_SYS_RESOURCE'];
}

/**
 * On a disk that is full to what it may use, a database server that ends does not start again, and nobody could even read. So a little of the emergency reserve on its volume is given back to it first. Its folder is its own, to put
 * anything there: no link is followed. A line of a unit's `[Service]`.
 */
export function roomToStart(databaseFolder: string): readonly string[] {
  const script = [
    `cd ${databaseFolder} || exit 0`,
    'set -- $(stat -f -c "%f %a %S" .)',
    // With the capability of `lastRoom`, which some containers have nothing of, all that is free counts.
    'free=$(((0x$(sed -n "s/^CapBnd:.//p" /proc/self/status) >> 24 & 1 ? $1 : $2) * $3))',
    `[ $free -lt ${startsBelowBytes} ] || exit 0`,
    `for file in ${homeReserve} ${reserveName}; do set -- $(stat -c "%d %s %u" $file 2>/dev/null)`,
    '[ "$1" = "$(stat -c %d .)" ] && [ "$2" -gt 0 ] && [ "$3" = 0 ] || continue',
    `left=$(($2 > ${startBytes} ? $2 - ${startBytes} : 0))`,
    'echo "The disk is full: a part of the emergency reserve is given back, so that the database can start."',
    'dd of=$file bs=1 seek=$left count=0 conv=nocreat oflag=nofollow status=none && sync -f .',
    'systemctl --no-block start teachtrack-reserve.service',
    'exit 0',
    'done',
  ];
  return [`ExecStartPre=-+/bin/sh -c '${unitText(script.join('; '))}'`];
}

/** systemd has its own use of both. */
function unitText(text: string): string {
  return text.replaceAll('%', '%%').replaceAll('$', '$$$$');
}
