import { join } from 'node:path';
import { planningContext, stagedAt } from '../ctl/context.ts';
import { installedVersion } from '../ctl/installed.ts';
import { parseWanted, readWanted } from '../ctl/wanted-schema.ts';
import type { World } from '../ctl/world.ts';
import { digestOf } from '../engine/canonical.ts';
import { planInstall } from '../engine/planner.ts';
import { ProvisionError } from '../model/error.ts';
import type { Plan, PlannedStep } from '../model/plan.ts';
import type { StagedBundle } from '../model/step.ts';
import { trialUnit } from '../steps/appliance/trial.ts';
import { inputsOf } from '../steps/inputs.ts';
import { requireRoomBack } from './back-room.ts';
import { askEarlier } from './earlier.ts';
import { readWayBack, snapshotFolder, type WayBack } from './kept.ts';
import { packagesPlanned } from './packages.ts';
import { preflight, requirePossible } from './preflight.ts';
import { readSnapshot } from './snapshot.ts';
import { backStep, committedStep, databaseStep, snapshotStep, triedStep } from './titles.ts';

/**
 * What an upgrade to the staged bundle would do; without a step when this version is installed already. The answers stay
 * those of the server. Rejects with what is against it.
 */
export async function upgradePlan(world: World, bundle: StagedBundle): Promise<Plan> {
  const found = await preflight(world, bundle);
  requirePossible(found);
  const wanted = readWanted(world.wantedState);
  const { from, to, same, breaking } = found;
  if (same) return sealed({ ...nothing(bundle.version), wanted });
  const context = await planningContext(world, wanted, bundle);
  const plan = await planInstall(world.steps, context);
  const packages = await packagesPlanned(context);
  const snapshot: PlannedStep = {
    ...snapshotStep,
    changes: [{ kind: 'directory', path: join(world.paths.upgrade, 'snapshots'), action: 'create' }],
  };
  const tried: PlannedStep = { ...triedStep, changes: [{ kind: 'unit', name: trialUnit, action: 'start' }] };
  const steps = plan.steps.flatMap((step) => (step.step === 'release/current' ? [tried, step] : [step]));
  return sealed({
    ...plan,
    steps: [snapshot, ...steps, { ...committedStep, changes: [] }, ...(packages === undefined ? [] : [packages])],
    upgrade: { direction: 'forward', from, to, breaking },
  });
}

/**
 * What going back to the release before the last upgrade would do. Rejects with TT-VERSION-01 when there is none, and with
 * TT-FILE-01 when the database is put back and there is no room to keep what is in use.
 */
export async function backPlan(world: World): Promise<Plan> {
  const way = requireWayBack(world);
  const folder = snapshotFolder(world.paths, way.run);
  const snapshot = readSnapshot(folder);
  if (way.breaking.length > 0 && snapshot !== undefined) {
    const context = await planningContext(world, readWanted(world.wantedState), stagedAt(world, way.to));
    await requireRoomBack(context, (await inputsOf(context)).database, { snapshot, folder: world.paths.upgrade });
  }
  const answer = await askEarlier(world, { version: way.from, snapshot: folder, args: ['plan', '--json'] });
  const plan = JSON.parse(answer) as Plan;
  const seconds = plan.steps.reduce((sum, step) => sum + step.seconds, 0);
  const back: PlannedStep = { ...backStep, seconds, changes: plan.steps.flatMap(({ changes }) => changes) };
  const since = snapshot?.since ?? '';
  const database: PlannedStep = {
    ...databaseStep,
    changes: [{ kind: 'database', what: `copy of ${since} UTC, without what was written after it`, action: 'create' }],
  };
  return sealed({
    ...plan,
    wanted: parseWanted(JSON.stringify(plan.wanted)),
    steps: [...(way.breaking.length > 0 ? [database] : []), back],
    upgrade: { direction: 'back', from: way.to, to: way.from, breaking: way.breaking },
  });
}

/** The way back from the release that is installed now. */
export function requireWayBack({ paths }: World): WayBack {
  const way = readWayBack(paths);
  if (way !== undefined && way.to === installedVersion()) return way;
  throw new ProvisionError({
    code: 'TT-VERSION-01',
    message:
      way === undefined
        ? 'There is no release to go back to: this server was not upgraded, or it went back already.'
        : `The way back leads from ${way.to} to ${way.from}, and ${installedVersion() ?? 'nothing'} is installed.`,
  });
}

function nothing(version: string): Omit<Plan, 'digest' | 'wanted'> {
  return { kind: 'install', version, removeData: false, steps: [], satisfied: [] };
}

function sealed(plan: Omit<Plan, 'digest'>): Plan {
  return { ...plan, digest: digestOf(plan) };
}
