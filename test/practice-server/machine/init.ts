import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Presented, presentedFiles, writeBlockDevices } from './presented.ts';

/**
 * The first program inside: lays the presented files over the kernel's, then becomes systemd. Doing it here and not from
 * outside means that every boot has them from its first moment, one that the server starts by itself too. They are
 * copied to memory first, so that no folder of the machine below stays mounted. For its systemd it is noon when it is
 * switched on, and every timer has just gone off: backups and drills of the night, and logs that are rotated at midnight, come
 * into no test, at whatever hour it runs. Everything else has the machine's own time.
 */
const initScript = (noexecTmp: boolean) => `#!/bin/sh
set -eu
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
here=/run/practice-presented
mkdir $here
mount -t tmpfs -o mode=755 tmpfs $here
cp -a /run/practice/. $here/
umount --lazy /run/practice
cd $here/files
for file in $(find . -type f); do
  mount --bind "$file" "/$file"
done
cd $here/devices
mount --bind block /sys/block
mount --bind class-block /sys/class/block
mount --bind dev-block /sys/dev/block
cd /
umount --lazy $here
rmdir $here /run/practice
${noexecTmp ? 'mount -t tmpfs -o noexec,nosuid,nodev,mode=1777,size=1g tmpfs /tmp' : ''}
for stamp in /var/lib/systemd/timers/stamp-*; do
  [ ! -e "$stamp" ] || touch "$stamp"
done
exec env TZ=NOON${new Date().getUTCHours() - 12} /sbin/init
`;

/** Fills the folder that is bound into the server while it boots. */
export function prepareSource(folder: string, presented: Presented, rootDevice: string, noexecTmp: boolean): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of Object.entries(presentedFiles(presented))) {
    const file = join(folder, 'files', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  writeBlockDevices(join(folder, 'devices'), presented, rootDevice);
  writeFileSync(join(folder, 'init'), initScript(noexecTmp));
}
