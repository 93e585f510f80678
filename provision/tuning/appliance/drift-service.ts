import { heading, rootOwned, type TuningFile } from '../file.ts';
import { engineSandbox } from './helper.ts';

/**
 * Looks once a day whether the server still is as it was set up. It asks systemd, the database and nginx as root and
 * writes the state files alone; whatever teachers do goes first.
 */
export const driftService: TuningFile = {
  id: 'appliance/drift-service',
  title: 'Look at what was changed by hand',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-drift.service',
  render: ({ paths }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Look whether the TeachTrack server is as it was set up',
      '',
      '[Service]',
      'Type=oneshot',
      // What these find is in their state files; that it is not well is no failure of this unit.
      `ExecStart=-${paths.current}/bin/node ${paths.current}/ctl.mjs firewall show`,
      `ExecStart=-${paths.current}/bin/node ${paths.current}/ctl.mjs names check`,
      `ExecStart=-${paths.current}/bin/node ${paths.current}/ctl.mjs reserve keep`,
      `ExecStart=${paths.current}/bin/node ${paths.current}/ctl.mjs drift --record`,
      `ExecStart=${paths.current}/bin/node ${paths.current}/ctl.mjs golive --record`,
      'Nice=19',
      'IOSchedulingClass=idle',
      'CPUWeight=idle',
      'TimeoutStartSec=300',
      ...engineSandbox,
      '',
    ].join('\n'),
  settings: () => [],
};
