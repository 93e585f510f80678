import { heading, rootOwned, type TuningFile } from '../file.ts';
import { target } from './service.ts';

/** Soon after an install, so that what is known of the server is whole; at night, and after a night that it was off. */
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
      'OnActiveSec=3min',
      'Persistent=true',
      '',
    ].join('\n'),
  settings: () => [],
};
