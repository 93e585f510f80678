import { heading, rootOwned, type TuningFile } from '../file.ts';
import { target } from './service.ts';

/** Wakes the service when the monitor, which may not do it itself, has seen that there is room again. */
export const reservePath: TuningFile = {
  id: 'appliance/reserve-path',
  title: 'Watch for room to make the emergency reserve again',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-reserve.path',
  render: ({ paths }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Watch for room to make the emergency reserve of TeachTrack again',
      `PartOf=${target}`,
      '',
      '[Path]',
      `PathExists=${paths.monitor}/reserve-wanted`,
      '',
    ].join('\n'),
  settings: () => [],
};
