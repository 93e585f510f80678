import { heading, rootOwned, type TuningFile } from '../file.ts';
import { engineSandbox } from './helper.ts';

/**
 * Does as root what the status panel asks for, from a closed list. What an action may need (systemd, the database, other
 * files of the system) stays open to it; the rest is shut.
 */
export const requestsService: TuningFile = {
  id: 'appliance/requests-service',
  title: 'Requests of the status panel',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-requests.service',
  render: ({ paths }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Requests of the TeachTrack status panel',
      'StartLimitIntervalSec=10',
      'StartLimitBurst=20',
      '',
      '[Service]',
      'Type=oneshot',
      `ExecStart=${paths.current}/bin/node ${paths.current}/ctl.mjs serve-requests`,
      ...engineSandbox,
      '',
    ].join('\n'),
  settings: () => [],
};
