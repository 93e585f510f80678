import type { UnitLimit } from '../../capacity/units.ts';
import { reviveUnit } from '../appliance/service.ts';
import { expectedSettings } from '../directive.ts';
import { heading, rootOwned, type TuningFile, type TuningInput } from '../file.ts';
import { type RedisRole, redisInstance } from '../paths.ts';
import { limitDirectives, lines } from '../unit.ts';

/** Our addition to one instance of Debian's `redis-server@.service`: its data folder and its share of the machine. */
export function redisUnit(role: RedisRole, title: string): TuningFile {
  const instance = redisInstance(role);
  return {
    id: `redis/${role}-unit`,
    title,
    service: `redis-${role}`,
    ...rootOwned,
    path: () => `/etc/systemd/system/${instance.unit}.d/teachtrack.conf`,
    render: (input) =>
      [
        `# ${heading}`,
        '[Unit]',
        'StartLimitIntervalSec=60',
        'StartLimitBurst=10',
        `OnFailure=${reviveUnit}`,
        '',
        '[Service]',
        `StateDirectory=${instance.stateDirectory}`,
        'StateDirectoryMode=0750',
        ...(role === 'queue' ? mendFirst() : []),
        ...lines(limitDirectives(share(role, input))),
        'TimeoutStartSec=300',
        'RestartSec=1',
        '',
      ].join('\n'),
    settings: (input) => expectedSettings(limitDirectives(share(role, input)), { kind: 'unit', unit: instance.unit }),
  };
}

function share(role: RedisRole, { budget }: TuningInput): UnitLimit {
  return role === 'queue' ? budget.units.redisQueue : budget.units.redisCache;
}

/**
 * A fault of the disk, or of the power, may leave zeros at the end of the file, with which Redis does not start: it forgives only
 * an end that is missing. All that the queue holds stands in the database too and comes back from there, so its end is cut off,
 * and a file that cannot be mended is set aside. Outside of the sandbox, which runs nothing but Redis, and never as root.
 */
function mendFirst(): readonly string[] {
  const [check, file] = ['redis-check-aof', 'appendonly.aof.manifest'];
  const script = [
    `cd ${redisInstance('queue').data}/appendonlydir 2>/dev/null && [ -e ${file} ] && command -v ${check} >/dev/null || exit 0`,
    `${check} ${file} >/dev/null 2>&1 && exit 0`,
    'echo "The file of the queue is damaged: its end is cut off. What it held comes back from the database."',
    `echo y | ${check} --fix ${file} >/dev/null 2>&1 && exit 0`,
    'echo "It cannot be mended: it is set aside, and the queue begins anew."',
    'rm -rf ../damaged && mv ../appendonlydir ../damaged',
  ].join('; ');
  return [`ExecStartPre=+/usr/bin/setpriv --reuid=redis --regid=redis --clear-groups /bin/sh -c '${script}'`];
}
