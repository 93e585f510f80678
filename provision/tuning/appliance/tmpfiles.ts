import { layout } from '../../layout.ts';
import { heading, rootOwned, type TuningFile } from '../file.ts';

export const tmpfilesPath = '/etc/tmpfiles.d/teachtrack.conf';

export const applianceTmpfiles: TuningFile = {
  id: 'appliance/tmpfiles',
  title: 'Folder of the sockets, and the id of this start',
  service: 'appliance',
  ...rootOwned,
  path: () => tmpfilesPath,
  render: ({ paths }) =>
    [
      `# ${heading}`,
      `d ${paths.sockets} 0755 root root -`,
      `C ${layout.bootId} 0444 root root - /proc/sys/kernel/random/boot_id`,
      '',
    ].join('\n'),
  settings: () => [],
};
