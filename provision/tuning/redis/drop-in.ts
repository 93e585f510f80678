import type { UnitLimit } from '../../capacity/units.ts';
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
        '',
        '[Service]',
        `StateDirectory=${instance.stateDirectory}`,
        'StateDirectoryMode=0750',
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
