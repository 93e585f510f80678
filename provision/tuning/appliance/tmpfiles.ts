import { heading, rootOwned, type TuningFile } from '../file.ts';

export const applianceTmpfiles: TuningFile = {
  id: 'appliance/tmpfiles',
  title: 'Folder of the sockets',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/tmpfiles.d/teachtrack.conf',
  render: ({ paths }) => `# ${heading}\nd ${paths.sockets} 0755 root root -\n`,
  settings: () => [],
};
