import { expectedSettings } from '../directive.ts';
import { heading, rootOwned, type TuningFile } from '../file.ts';
import { limitDirectives } from '../unit.ts';
import { serviceText } from './service.ts';

export const apiService: TuningFile = {
  id: 'appliance/api-service',
  title: 'API instances',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-api@.service',
  render: (input) =>
    `# ${heading}\n${serviceText(
      {
        description: 'TeachTrack API, instance %i',
        entry: 'api.mjs',
        maxHeapMiB: input.budget.api.maxHeapMiB,
        limit: input.budget.units.api,
        stopSeconds: 30,
        writable: [input.paths.requests],
        unitLines: [
          'Requires=teachtrack-api@%i.socket',
          'After=teachtrack-api@%i.socket',
          // Its socket ends with it, and the web server asks another instance at once; until then requests wait in it in vain.
          'StartLimitIntervalSec=120',
          'StartLimitBurst=5',
        ],
      },
      input,
    )}`,
  settings: ({ budget }) =>
    expectedSettings(limitDirectives(budget.units.api), { kind: 'unit', unit: 'teachtrack-api@1.service' }),
};
