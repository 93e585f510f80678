import { heading, rootOwned, type TuningFile, type TuningInput } from '../file.ts';
import { resumeUnit } from './resume-service.ts';
import { target } from './service.ts';

/** Everything of the appliance that runs, as one unit to start, stop and enable. */
export const applianceTarget: TuningFile = {
  id: 'appliance/target',
  title: 'The appliance as a whole',
  service: 'appliance',
  ...rootOwned,
  path: () => `/etc/systemd/system/${target}`,
  render: (input) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=TeachTrack',
      `Wants=${resumeUnit}`,
      ...applianceUnits(input).map((unit) => `Wants=${unit}`),
      '',
      '[Install]',
      'WantedBy=multi-user.target',
      '',
    ].join('\n'),
  settings: () => [],
};

/** Names of the sockets and services that belong to the appliance on this machine, in the order they start. */
export function applianceUnits({ budget: { api, worker } }: Pick<TuningInput, 'budget'>): readonly string[] {
  const count = (most: number) => Array.from({ length: most }, (_, index) => index + 1);
  return [
    ...count(api.instances).map((instance) => `teachtrack-api@${instance}.socket`),
    ...count(api.instances).map((instance) => `teachtrack-api@${instance}.service`),
    ...count(worker.instances).map((instance) => `teachtrack-worker@${instance}.service`),
    'teachtrack-requests.path',
    'teachtrack-reserve.path',
    'teachtrack-drift.timer',
    'teachtrack-certificate.timer',
    'teachtrack-monitor.service',
  ];
}
