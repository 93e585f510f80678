import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestName, parseManifest } from '../bundle/manifest.ts';
import { planningContext } from '../ctl/context.ts';
import { healthLines, healthOf } from '../ctl/health/summary.ts';
import { installedVersion } from '../ctl/installed.ts';
import { readWanted } from '../ctl/wanted-schema.ts';
import type { World } from '../ctl/world.ts';
import { layout } from '../layout.ts';
import { type ErrorCode, ProvisionError } from '../model/error.ts';
import type { StagedBundle, StepContext } from '../model/step.ts';
import { isInstalled } from '../ops/apt/dpkg.ts';
import type { Package } from '../ops/apt/index.ts';
import { newerPackages } from '../ops/apt/resolve.ts';
import { lacking } from '../reserve/keep.ts';
import { reservePlaces } from '../reserve/places.ts';
import { pendingMigrations } from '../steps/appliance/migrated.ts';
import { inputsOf } from '../steps/inputs.ts';
import { isOfStore, wantedPackages } from '../steps/packages/installed.ts';
import { installedPackages, offeredPackages } from '../steps/readings.ts';
import { databaseBytes } from './database.ts';
import { roomsOf } from './rooms.ts';
import { sums, sumText } from './space.ts';
import { versionPath } from './version-path.ts';

/** One thing that speaks for or against an upgrade. */
export type Finding = {
  readonly name: 'version' | 'health' | 'way-back' | 'packages' | 'space' | 'migrations';
  readonly ok: boolean;
  readonly detail: string;
  readonly code: ErrorCode;
};

export type Preflight = {
  readonly from: string;
  readonly to: string;
  /** This version is installed already: there is nothing to upgrade. */
  readonly same: boolean;
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** Migrations after which going back restores the database. */
  readonly breaking: readonly string[];
};

/** Looks at everything an upgrade to the staged bundle depends on. Changes nothing. Rejects with TT-VERSION-01 where none is. */
export async function preflight(world: World, bundle: StagedBundle): Promise<Preflight> {
  const from = installedVersion();
  if (from === undefined)
    throw new ProvisionError({
      code: 'TT-VERSION-01',
      message: 'TeachTrack is not installed on this server, so there is nothing to upgrade. Use “teachtrack install”.',
    });
  const manifest = parseManifest(readFileSync(join(bundle.path, manifestName), 'utf8'));
  const path = versionPath({ installed: from, offered: manifest.version, upgradesFrom: manifest.upgradesFrom });
  const version: Finding = {
    ...{ name: 'version', code: 'TT-VERSION-01', ok: path.kind !== 'refused' },
    detail: path.kind === 'refused' ? path.message : `${from} → ${manifest.version}`,
  };
  // Of a bundle that is not for this server nothing more is asked.
  if (path.kind !== 'possible')
    return {
      ...{ from, to: manifest.version, same: path.kind === 'same', ok: version.ok },
      ...{ findings: [version], breaking: [] },
    };
  const context = await planningContext(world, readWanted(world.wantedState), bundle);
  const release = manifest.files.find(({ kind }) => kind === 'release')?.unpackedBytes ?? 0;
  const health = await healthFinding(world);
  // A database that does not answer cannot be asked about anything.
  const rest = health.ok ? [await spaceFinding(context, release), ...(await migrationFindings(context))] : [];
  const { breaking } = health.ok ? await pendingMigrations(context) : { breaking: [] };
  const findings = [version, health, wayBackFinding(world, from), await packagesFinding(context), ...rest];
  return { from, to: manifest.version, same: false, ok: findings.every(({ ok }) => ok), findings, breaking };
}

/** Rejects with the first finding that is against it, and with all such as evidence. */
export function requirePossible({ findings }: Preflight): void {
  const against = findings.filter(({ ok }) => !ok);
  const [first] = against;
  if (first === undefined) return;
  throw new ProvisionError({
    code: first.code,
    message: against.length === 1 ? first.detail : `The upgrade is not possible for ${against.length} reasons.`,
    evidence: against.length === 1 ? [] : against.map(({ detail }) => detail),
  });
}

async function healthFinding({ transport, health: sources, signal }: World): Promise<Finding> {
  const health = await healthOf({ transport, sources, signal });
  const lines = healthLines(health).join('; ');
  const detail = health.healthy ? lines : `The server must be well before it is upgraded, and it is not: ${lines}`;
  return { name: 'health', code: 'TT-HEALTH-01', ok: health.healthy, detail };
}

/** The installed release's own engine brings it back. */
function wayBackFinding({ paths }: World, from: string): Finding {
  const kept = [join(layout.releases, from), join(paths.staging, from, 'release/ctl.mjs')];
  const missing = kept.filter((path) => !existsSync(path));
  const detail =
    missing.length === 0
      ? `${from} stays on the server to go back to`
      : `There would be no way back: ${missing.join(' and ')} is missing. Run “teachtrack install” with the bundle of ${from} first.`;
  return { name: 'way-back', code: 'TT-BUNDLE-01', ok: missing.length === 0, detail };
}

/** They do not go back with the release, so they come when it is sure to stay. */
async function packagesFinding(context: StepContext): Promise<Finding> {
  const newer = await newerOffered(context);
  const detail =
    newer.length === 0
      ? 'none of the bundle is newer than those of this server'
      : `brought up to date at the end, when the new release is proven: ${newer.map(({ name, version }) => `${name} ${version}`).join(', ')}.${newer.some(isOfStore) ? ' Requests wait while the database and Redis are started anew, some seconds.' : ''} Going back later does not take newer packages back`;
  return { name: 'packages', code: 'TT-APT-03', ok: true, detail };
}

async function newerOffered(context: StepContext): Promise<readonly Package[]> {
  const installed = (await installedPackages(context)).filter(isInstalled);
  return newerPackages(await wantedPackages(context), await offeredPackages(context), installed);
}

/** The old files and the new ones of the largest lie beside each other for a while. */
const packagesBytes = 600e6;

async function spaceFinding(context: StepContext, releaseBytes: number): Promise<Finding> {
  const { database } = await inputsOf(context);
  const needs = [
    { what: `release ${context.bundle.version}`, bytes: releaseBytes, path: '/opt' },
    { what: 'copy of the database', bytes: await databaseBytes(context, database), path: '/var/lib' },
    { what: 'log of the database for the migrations', bytes: 100e6, path: '/var/lib' },
    ...lacking(await reservePlaces(context, context.wanted)).map(({ bytes }) => {
      return { what: 'emergency reserve', bytes, path: '/var/lib' };
    }),
    ...((await newerOffered(context)).length === 0
      ? []
      : [{ what: 'newer packages of the system', bytes: packagesBytes, path: '/usr' }]),
  ];
  const all = sums(needs, await roomsOf(context, ['/opt', '/var/lib', '/usr']));
  const ok = all.every(({ freeBytes, neededBytes }) => freeBytes >= neededBytes);
  const text = all.map(sumText).join('; ');
  return { name: 'space', code: 'TT-FILE-01', ok, detail: ok ? text : `There is not enough space. At ${text}.` };
}

async function migrationFindings(context: StepContext): Promise<readonly Finding[]> {
  const { pending, breaking } = await pendingMigrations(context);
  const names = [...new Set(pending.map((label) => label.split(' ')[0]))];
  const listed = names.length === 0 ? 'none' : names.join(', ');
  const detail =
    breaking.length === 0
      ? `${listed}; the earlier release works on with them`
      : `${listed}; after ${breaking.join(', ')} the earlier release cannot work: teachers are turned away for a moment, and going back restores the database`;
  return [{ name: 'migrations', code: 'TT-MIGRATE-01', ok: true, detail }];
}
