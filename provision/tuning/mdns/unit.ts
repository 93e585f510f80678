import { heading, rootOwned, type TuningFile } from '../file.ts';
import { mdnsDaemon } from './daemon.ts';

/** Points the distribution's unit at our configuration; its own files stay as they are. */
export const mdnsUnit: TuningFile = {
  id: 'mdns/unit',
  title: 'Configuration file of the local name’s service',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/avahi-daemon.service.d/teachtrack.conf',
  render: (input) =>
    [
      `# ${heading}`,
      '[Service]',
      'ExecStart=',
      `ExecStart=/usr/sbin/avahi-daemon -s -f ${mdnsDaemon.path(input)}`,
      'Restart=on-failure',
      'RestartSec=2',
      '',
    ].join('\n'),
  settings: () => [],
};
