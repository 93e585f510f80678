import type { WantedState } from '../../model/wanted.ts';
import { heading, rootOwned, type TuningFile } from '../file.ts';

const usualNight = '01:30';

/** Undefined: switched off. */
export function nightlyOf({ backups }: WantedState): string | undefined {
  const nightly = backups?.nightly ?? usualNight;
  return nightly === 'off' ? undefined : nightly;
}

/** Once a night. A night in which the server was off is made up for when it is on again. */
export const backupTimer: TuningFile = {
  id: 'appliance/backup-timer',
  title: 'Time of the nightly backup',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-backup.timer',
  render: ({ wanted }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Time of the nightly backup of TeachTrack',
      '',
      '[Timer]',
      `OnCalendar=*-*-* ${nightlyOf(wanted) ?? usualNight}:00`,
      'RandomizedDelaySec=10min',
      'Persistent=yes',
      '',
      '[Install]',
      'WantedBy=timers.target',
      '',
    ].join('\n'),
  settings: () => [],
};
