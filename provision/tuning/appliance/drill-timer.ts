import { heading, rootOwned, type TuningFile } from '../file.ts';

/** Once a week, after the backup of that night. */
export const drillTimer: TuningFile = {
  id: 'appliance/drill-timer',
  title: 'Time of the weekly proof',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-drill.timer',
  render: () =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Time of the weekly proof that backups can be restored',
      '',
      '[Timer]',
      'OnCalendar=Sun *-*-* 04:00:00',
      'RandomizedDelaySec=10min',
      'Persistent=yes',
      '',
      '[Install]',
      'WantedBy=timers.target',
      '',
    ].join('\n'),
  settings: () => [],
};
