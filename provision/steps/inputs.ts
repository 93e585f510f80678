import { budgetFor } from '../capacity/budget.ts';
import { type DatabaseFlavour, databaseFlavourOfPackage, upstreamVersion } from '../capacity/flavour.ts';
import { ProvisionError } from '../model/error.ts';
import type { StepContext } from '../model/step.ts';
import { isInstalled } from '../ops/apt/dpkg.ts';
import type { Package } from '../ops/apt/index.ts';
import { newerPackages } from '../ops/apt/resolve.ts';
import type { TuningInput } from '../tuning/file.ts';
import { serverPaths } from '../tuning/paths.ts';
import { machineOf } from './machine.ts';
import { passOf } from './pass.ts';
import { installedPackages, offeredPackages } from './readings.ts';

/** What TeachTrack stands on, and has settings for; a MySQL that is there takes the place of the first. */
export const tunedPackages = ['mariadb-server', 'redis-server', 'nginx'] as const;

/** What every configuration file is computed from: this machine, what is installed on it or is about to be. */
export function inputsOf(context: StepContext): Promise<TuningInput> {
  return passOf(context).reading('inputs', () => computed(context));
}

async function computed(context: StepContext): Promise<TuningInput> {
  const offered = await offeredPackages(context);
  const present = (await installedPackages(context)).filter(isInstalled);
  const installed = context.updatesPackages === true ? asUpdated(present, offered) : present;
  const database = databaseThere(context) ?? databaseOf(installed) ?? databaseOf(offered);
  const redis = versionOf('redis-server', installed) ?? versionOf('redis-server', offered);
  const nginx = versionOf('nginx', installed) ?? versionOf('nginx', offered);
  if (database === undefined || redis === undefined || nginx === undefined) throw nothingOffered(context);
  const machine = await machineOf(context);
  return {
    budget: budgetFor({
      ...{ tier: context.wanted.tier, flavour: database, ...machine },
      isDatabaseElsewhere: context.wanted.database !== undefined,
    }),
    database,
    redis: { product: 'redis', version: redis },
    nginx: { version: nginx },
    wanted: context.wanted,
    paths: serverPaths,
    ipv6: machine.ipv6,
  };
}

/** What a file is computed from is what will be there: else the run would find more to do than its plan. */
function asUpdated(installed: readonly Package[], offered: readonly Package[]): readonly Package[] {
  const newer = new Map(newerPackages(tunedPackages, offered, installed).map((pack) => [pack.name, pack]));
  return installed.map((pack) => newer.get(pack.name) ?? pack);
}

/** Of a server that is not ours no setting is written, so its exact version decides nothing. */
function databaseThere({ wanted: { database: there } }: StepContext): TuningInput['database'] | undefined {
  return there && { product: there.product, version: there.product === 'mariadb' ? '10.11.0' : '8.0.14', there };
}

/** A MySQL that is there is used as it is; otherwise the distribution's MariaDB is. */
function databaseOf(packages: readonly Package[]): DatabaseFlavour | undefined {
  const server = packages.find(({ name }) =>
    /^(mariadb-server|mysql-server|mysql-community-server)(-\d[\d.]*)?$/.test(name),
  );
  return server === undefined ? undefined : databaseFlavourOfPackage(server.name, server.version);
}

function versionOf(name: string, packages: readonly Package[]): string | undefined {
  const found = packages.find((pack) => pack.name === name);
  return found === undefined ? undefined : upstreamVersion(found.version);
}

function nothingOffered({ bundle }: StepContext): ProvisionError {
  return new ProvisionError({
    code: 'TT-BUNDLE-04',
    message: `Neither this server nor the bundle at ${bundle.path} has the database, Redis and nginx for this system.`,
  });
}
