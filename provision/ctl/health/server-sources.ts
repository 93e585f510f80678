import { layout } from '../../layout.ts';
import { alivePath, redisInstance, serverPaths as tuningPaths } from '../../tuning/paths.ts';
import type { HealthSources } from './sources.ts';

export const serverHealth: HealthSources = {
  databaseSocket: tuningPaths.databaseSocket,
  databaseUser: 'root',
  databaseOptions: [layout.databaseKeeper, `${process.env['CREDENTIALS_DIRECTORY'] ?? '/nonexistent'}/database`],
  queueSocket: redisInstance('queue').socket,
  cacheSocket: redisInstance('cache').socket,
  apiSockets: layout.sockets,
  healthPath: '/health',
  web: { host: '127.0.0.1', port: tuningPaths.httpPort },
  alivePath,
  settings: layout.applianceSettings,
  accessLog: `${tuningPaths.nginxLogs}/teachtrack-access.log`,
  // The documents and the backups are shut off from the monitor; they lie where the state does.
  disks: ['/', '/var/lib/mysql', layout.state, '/var/log'],
  stateFiles: layout.stateFiles,
};
