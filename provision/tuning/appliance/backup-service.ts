import { heading, rootOwned, type TuningFile } from '../file.ts';
import { quietHelperLines } from './quiet-helper.ts';

export const backupService: TuningFile = {
  id: 'appliance/backup-service',
  title: 'Nightly backup',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-backup.service',
  render: ({ paths }) =>
    [
      `# ${heading}`,
      ...quietHelperLines(
        { description: 'Nightly backup of TeachTrack', command: 'backup run --reason nightly', timeoutHours: 8 },
        paths,
      ),
    ].join('\n'),
  settings: () => [],
};
