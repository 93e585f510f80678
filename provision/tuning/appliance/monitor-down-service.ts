import { heading, rootOwned, type TuningFile } from '../file.ts';
import { monitorLines } from './monitor-service.ts';

/** Tells people that the monitor could not be kept running. */
export const monitorDownService: TuningFile = {
  id: 'appliance/monitor-down-service',
  title: 'The last word of the health monitor',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-monitor-down.service',
  render: (input) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Alert that the TeachTrack health monitor does not run',
      '',
      '[Service]',
      'Type=oneshot',
      `ExecStart=${input.paths.current}/bin/node ${input.paths.current}/ctl.mjs monitor --gave-up`,
      'TimeoutStartSec=120',
      ...monitorLines(input),
      '',
    ].join('\n'),
  settings: () => [],
};
