import { layout } from '../../layout.ts';
import { heading, rootOwned, type TuningFile } from '../file.ts';
import { helperSandbox } from './helper.ts';

/** Makes the emergency reserve again. What the monitor wishes is only a wish: whether there is room is looked at here. */
export const reserveService: TuningFile = {
  id: 'appliance/reserve-service',
  title: 'Emergency reserve on the disk',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-reserve.service',
  render: ({ paths }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Emergency reserve on the disk of TeachTrack',
      'StartLimitIntervalSec=60',
      'StartLimitBurst=5',
      '',
      '[Service]',
      'Type=oneshot',
      // That there is still too little room is told by its state, and no failure of the unit.
      'SuccessExitStatus=4',
      `ExecStart=${paths.current}/bin/node ${paths.current}/ctl.mjs reserve keep`,
      'TimeoutStartSec=1200',
      'IOSchedulingClass=idle',
      ...helperSandbox({
        // Folders of other accounts.
        capabilities: ['CAP_DAC_OVERRIDE', 'CAP_DAC_READ_SEARCH', 'CAP_CHOWN', 'CAP_FOWNER'],
        writable: [layout.state, paths.databaseFolder],
      }),
      'PrivateNetwork=yes',
      '',
    ].join('\n'),
  settings: () => [],
};
