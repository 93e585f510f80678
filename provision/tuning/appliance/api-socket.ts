import { heading, rootOwned, type TuningFile } from '../file.ts';
import { account, target } from './service.ts';

/** systemd holds the socket: requests wait in it while an instance restarts, and only the web server may connect. */
export const apiSocket: TuningFile = {
  id: 'appliance/api-socket',
  title: 'Sockets of the API instances',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-api@.socket',
  render: ({ budget: { web }, paths }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Socket of TeachTrack API, instance %i',
      `PartOf=${target}`,
      '',
      '[Socket]',
      `ListenStream=${paths.sockets}/api-%i.sock`,
      `SocketUser=${account}`,
      'SocketGroup=www-data',
      'SocketMode=0660',
      'DirectoryMode=0755',
      `Backlog=${web.backlog}`,
      'RemoveOnStop=yes',
      '',
    ].join('\n'),
  settings: ({ budget: { web } }) => [
    { name: 'Backlog', wanted: String(web.backlog), source: { kind: 'unit', unit: 'teachtrack-api@1.socket' } },
  ],
};
