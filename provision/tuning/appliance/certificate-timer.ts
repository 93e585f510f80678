import { heading, rootOwned, type TuningFile } from '../file.ts';
import { target } from './service.ts';

/** Every night, and soon after a start of the server that was off then. */
export const certificateTimer: TuningFile = {
  id: 'appliance/certificate-timer',
  title: 'When the certificate is looked at',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-certificate.timer',
  render: () =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Daily look at the TeachTrack certificate',
      `PartOf=${target}`,
      '',
      '[Timer]',
      'OnCalendar=*-*-* 03:40',
      'OnActiveSec=2min',
      'Persistent=yes',
      '',
    ].join('\n'),
  settings: () => [],
};
