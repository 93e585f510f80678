import { layout } from '../layout.ts';
import type { StepContext } from '../model/step.ts';
import { dpkgPackages, type Installed } from '../ops/apt/dpkg.ts';
import type { Package } from '../ops/apt/index.ts';
import { parseIndex } from '../ops/apt/index.ts';
import { type DatabaseServer, globalVariables } from '../ops/mysql.ts';
import { redisSettings } from '../ops/redis.ts';
import { type Unit, units } from '../ops/systemd.ts';
import { redisInstance } from '../tuning/paths.ts';
import { passOf } from './pass.ts';

/** What a reading needs: both a step's context and an undo's. */
export type Reading = Pick<StepContext, 'transport' | 'signal' | 'say' | 'facts'>;

export const secretNames = ['database-password', 'migrator-password', 'session-key', 'backup-key'] as const;
export type SecretName = (typeof secretNames)[number];

export function secretPath(name: SecretName): string {
  return `${layout.secrets}/${name}`;
}

/** Empty files that tell what we made from what was there: a name of ours without its mark is somebody else's. */
export const marks = {
  folders: `${layout.state}/.installed-by-teachtrack`,
  database: layout.databaseMark,
} as const;

/** nginx' package makes it where no page is yet, and leaves it. */
export const nginxPage = '/var/www/html/index.nginx-debian.html';

export const backupTimers: readonly string[] = ['teachtrack-backup.timer', 'teachtrack-drill.timer'];

/** Units that the steps ask for, so that one question answers for all. */
export const watchedUnits: readonly string[] = [
  'mariadb.service',
  'mysql.service',
  'redis-server.service',
  redisInstance('queue').unit,
  redisInstance('cache').unit,
  'nginx.service',
  'teachtrack.target',
  ...instances(8).flatMap((n) => [`teachtrack-api@${n}.socket`, `teachtrack-api@${n}.service`]),
  ...instances(4).map((n) => `teachtrack-worker@${n}.service`),
  'teachtrack-requests.path',
  'teachtrack-reserve.path',
  'teachtrack-drift.timer',
  'teachtrack-certificate.timer',
  'teachtrack-monitor.service',
  ...backupTimers,
];

export function instances(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

export async function unitsOf(context: Reading): Promise<ReadonlyMap<string, Unit>> {
  return passOf(context).reading('units', () => units(context, watchedUnits));
}

export async function unitOf(context: Reading, name: string): Promise<Unit> {
  const found = (await unitsOf(context)).get(name);
  return found ?? passOf(context).reading(`unit ${name}`, async () => (await units(context, [name])).get(name) as Unit);
}

export function installedPackages(context: Reading): Promise<readonly Installed[]> {
  return passOf(context).reading('installed packages', () => dpkgPackages(context));
}

/** Packages of the bundle's local repository; none when there is no bundle on the server. */
export function offeredPackages(context: Reading & Pick<StepContext, 'bundle'>): Promise<readonly Package[]> {
  return passOf(context).reading('offered packages', async () => {
    const index = await context.transport.readFile(`${context.bundle.path}/packages/Packages`, { asRoot: true });
    return index === undefined ? [] : parseIndex(Buffer.from(index).toString('utf8'));
  });
}

export function databaseVariables(context: Reading, server: DatabaseServer): Promise<ReadonlyMap<string, string>> {
  return passOf(context).reading('database variables', () => globalVariables(context, server));
}

export function redisSettingsOf(context: Reading, socket: string): Promise<ReadonlyMap<string, string>> {
  return passOf(context).reading(`redis ${socket}`, () => redisSettings(context, socket));
}
