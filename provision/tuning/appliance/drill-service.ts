import { heading, rootOwned, type TuningFile } from '../file.ts';
import { quietHelperLines } from './quiet-helper.ts';

export const drillService: TuningFile = {
  id: 'appliance/drill-service',
  title: 'Weekly proof that backups can be restored',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-drill.service',
  render: ({ paths }) =>
    [
      `# ${heading}`,
      ...quietHelperLines(
        {
          description: 'Proof that the backups of TeachTrack can be restored',
          command: 'drill run',
          timeoutHours: 8,
        },
        paths,
      ),
    ].join('\n'),
  settings: () => [],
};
