import { layout } from '../layout.ts';
import type { DatabaseServer } from '../ops/mysql.ts';

/** Files and folders that configuration files name. */
export type TuningPaths = {
  readonly current: string;
  readonly settings: string;
  readonly secrets: string;
  readonly documents: string;
  readonly stateFiles: string;
  readonly requests: string;
  readonly monitor: string;
  readonly alertSecrets: string;
  readonly backups: string;
  readonly sockets: string;
  /** With its key and intermediates. */
  readonly certificate: string;
  readonly trust: string;
  /** Proven to let the administrator in. */
  readonly firewallRules: string;
  readonly authority: string;
  readonly nginxConfig: string;
  readonly nginxPid: string;
  readonly nginxLogs: string;
  readonly nginxModules: string;
  readonly mimeTypes: string;
  readonly databaseSocket: string;
  readonly databaseFolder: string;
  readonly databaseLogs: string;
  readonly httpPort: number;
  readonly httpsPort: number;
};

/** Where Debian and `layout` put them. */
export const serverPaths: TuningPaths = {
  current: layout.current,
  settings: layout.applianceSettings,
  secrets: layout.secrets,
  documents: layout.documents,
  stateFiles: layout.stateFiles,
  requests: layout.requests,
  monitor: layout.monitor,
  alertSecrets: layout.alertSecrets,
  backups: layout.backups,
  sockets: layout.sockets,
  certificate: layout.certificate,
  trust: layout.trust,
  firewallRules: layout.provenFirewallRules,
  authority: layout.authority,
  nginxConfig: layout.nginxConfig,
  nginxPid: '/run/nginx.pid',
  nginxLogs: '/var/log/nginx',
  nginxModules: '/etc/nginx/modules-enabled',
  mimeTypes: '/etc/nginx/mime.types',
  databaseSocket: '/run/mysqld/mysqld.sock',
  databaseFolder: '/var/lib/mysql',
  databaseLogs: '/var/log/mysql',
  httpPort: 80,
  httpsPort: 443,
};

export type RedisRole = 'queue' | 'cache';

/** One of our two instances of Debian's `redis-server@.service`. */
export function redisInstance(role: RedisRole) {
  const name = `teachtrack-${role}`;
  return {
    unit: `redis-server@${name}.service`,
    config: `/etc/redis/redis-${name}.conf`,
    /** Under the server's data folder; systemd makes it. */
    stateDirectory: `redis/${name}`,
    data: `/var/lib/redis/${name}`,
    socket: `/run/redis-${name}/redis.sock`,
    pid: `/run/redis-${name}/redis-server.pid`,
  } as const;
}

export const databaseSocketUnit = 'teachtrack-database.socket';
export const databaseWayUnit = 'teachtrack-database.service';

/** The distribution's unit of the database server, or the socket of ours that leads to another server. */
export function databaseUnit({ product, there }: DatabaseServer): string {
  if (there !== undefined) return databaseSocketUnit;
  return product === 'mariadb' ? 'mariadb.service' : 'mysql.service';
}

/** Extra listener for the administrator when all connections are taken; below every local port range of ours. */
export const databaseAdminPort = 9330;

/** Where the monitor answers, on this machine's own address; below every local port range of ours. */
export const metricsPort = 9331;

/** What the web server answers by itself, whatever is the matter with what is behind it. */
export const alivePath = '/alive';
