import { heading, rootOwned, type TuningFile } from '../file.ts';

/** Once a night. A night in which the server was off is made up for when it is on again. */
export const backupTimer: TuningFile = {
  id: 'appliance/backup-timer',
  title: 'Time of the nightly backup',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-backup.timer',
  render: () =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Time of the nightly backup of TeachTrack',
      '',
      '[Timer]',
      'OnCalendar=*-*-* 01:30:00',
      'RandomizedDelaySec=10min',
      'Persistent=yes',
      '',
      '[Install]',
      'WantedBy=timers.target',
      '',
    ].join('\n'),
  settings: () => [],
};
