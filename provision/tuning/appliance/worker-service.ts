import { expectedSettings } from '../directive.ts';
import { heading, rootOwned, type TuningFile } from '../file.ts';
import { limitDirectives } from '../unit.ts';
import { serviceText } from './service.ts';

export const workerService: TuningFile = {
  id: 'appliance/worker-service',
  title: 'Queue workers',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-worker@.service',
  render: (input) =>
    `# ${heading}\n${serviceText(
      {
        description: 'TeachTrack queue worker %i',
        entry: 'worker.mjs',
        maxHeapMiB: input.budget.worker.maxHeapMiB,
        limit: input.budget.units.worker,
        stopSeconds: 60,
      },
      input,
    )}`,
  settings: ({ budget }) =>
    expectedSettings(limitDirectives(budget.units.worker), { kind: 'unit', unit: 'teachtrack-worker@1.service' }),
};
