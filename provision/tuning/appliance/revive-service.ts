import { heading, rootOwned, type TuningFile } from '../file.ts';
import { starterSandbox } from './helper.ts';
import { reviveUnit, target } from './service.ts';

/** Called by systemd for every service of ours, and of what we stand on, that it gives up. Costs nothing until then. */
export const reviveService: TuningFile = {
  id: 'appliance/revive-service',
  title: 'What systemd gave up is started again',
  service: 'appliance',
  ...rootOwned,
  path: () => `/etc/systemd/system/${reviveUnit}`,
  render: ({ paths }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=TeachTrack starts again what ended too often',
      `PartOf=${target}`,
      '',
      '[Service]',
      'Type=exec',
      `ExecStart=${paths.current}/bin/node --max-old-space-size=64 ${paths.current}/ctl.mjs revive`,
      'Restart=on-failure',
      'RestartSec=30',
      // Files and sockets that it needs are root's own.
      'CapabilityBoundingSet=',
      ...starterSandbox,
      '',
    ].join('\n'),
  settings: () => [],
};
