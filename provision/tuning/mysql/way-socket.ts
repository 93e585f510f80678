import { heading, rootOwned, type TuningFile } from '../file.ts';
import { databaseSocketUnit } from '../paths.ts';

/** Where the database is on another server: everything here goes on speaking with a socket, and nothing of it needs a network. */
export const databaseWaySocket: TuningFile = {
  id: 'mysql/way-socket',
  title: 'Socket of the way to the database',
  service: 'database',
  ...rootOwned,
  wanted: ({ database }) => database.there !== undefined,
  path: () => `/etc/systemd/system/${databaseSocketUnit}`,
  render: ({ paths, budget }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Socket of the way to the database of TeachTrack',
      '',
      '[Socket]',
      `ListenStream=${paths.databaseSocket}`,
      'SocketGroup=teachtrack',
      'SocketMode=0660',
      'DirectoryMode=0755',
      `Backlog=${budget.web.somaxconn}`,
      'RemoveOnStop=yes',
      '',
      '[Install]',
      'WantedBy=sockets.target',
      '',
    ].join('\n'),
  settings: () => [],
};
