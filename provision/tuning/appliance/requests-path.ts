import { heading, rootOwned, type TuningFile } from '../file.ts';
import { target } from './service.ts';

/** Wakes the service as soon as the API asks for something. */
export const requestsPath: TuningFile = {
  id: 'appliance/requests-path',
  title: 'Watch for requests of the status panel',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-requests.path',
  render: ({ paths }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Watch for requests of the TeachTrack status panel',
      `PartOf=${target}`,
      '',
      '[Path]',
      `PathExistsGlob=${paths.requests}/*.json`,
      '',
    ].join('\n'),
  settings: () => [],
};
