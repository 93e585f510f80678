import { heading, rootOwned, type TuningFile } from '../file.ts';
import { target } from './service.ts';

/** At night, and after a night that the server was off. */
export const driftTimer: TuningFile = {
  id: 'appliance/drift-timer',
  title: 'When to look at what was changed by hand',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-drift.timer',
  render: () =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Look daily whether the TeachTrack server is as it was set up',
      `PartOf=${target}`,
      '',
      '[Timer]',
      'OnCalendar=*-*-* 04:40:00',
      'RandomizedDelaySec=10min',
      'Persistent=true',
      '',
    ].join('\n'),
  settings: () => [],
};
