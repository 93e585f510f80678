import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../engine/canonical.ts';
import { planInstall, planUninstall } from '../engine/planner.ts';
import { Receipts, toUndo } from '../engine/receipts.ts';
import { ProvisionError } from '../model/error.ts';
import type { Plan } from '../model/plan.ts';
import type { StagedBundle } from '../model/step.ts';
import type { WantedState } from '../model/wanted.ts';
import { backPlan, upgradePlan } from '../upgrade/plan.ts';
import { planningContext, stagedAt } from './context.ts';
import { allRuns, readRequest } from './run-folder.ts';
import { parsed, readWanted } from './wanted-schema.ts';
import type { World } from './world.ts';

export async function installPlan(world: World, wanted: WantedState, bundle: StagedBundle): Promise<Plan> {
  const context = await planningContext(world, wanted, bundle);
  return planInstall(world.steps, { ...context, updatesPackages: true });
}

/** Rejects with TT-DATA-01 when it would take along what is not ours. */
export async function uninstallPlan(world: World, removeData: boolean): Promise<Plan> {
  const { wanted, version } = lastWanted(world);
  const receipts = new Receipts(world.paths.receipts).all();
  const { bundle: _, ...context } = await planningContext(world, wanted, stagedAt(world, version));
  const ours = new Map(receipts);
  for (const step of world.steps) {
    const stored = receipts.get(step.id);
    if (!toUndo(stored, removeData)) continue;
    ours.set(step.id, { ...stored, ...(await step.stillOurs?.({ ...context, removeData }, stored)) });
  }
  return planUninstall(world.steps, ours, { wanted, version, removeData });
}

/** What was wanted of this server last; a server that was never installed has an empty wish. */
function lastWanted(world: World): { readonly wanted: WantedState; readonly version: string } {
  const last = allRuns(world.paths).at(-1);
  const request = last === undefined ? undefined : readRequest(world.paths, last);
  const version = request?.plan.version ?? 'none';
  if (existsSync(world.wantedState)) return { wanted: readWanted(world.wantedState), version };
  return { wanted: request?.plan.wanted ?? nothingWanted, version };
}

const nothingWanted: WantedState = {
  version: 1,
  displayName: 'TeachTrack',
  tier: 150,
  names: [],
  addresses: [],
  tls: { kind: 'plain-lan' },
  timeZone: 'UTC',
  administrator: { userName: 'admin', fullName: 'Administrator' },
  raisedSubnets: [],
  overrides: [],
};

const planShape = z.looseObject({
  kind: z.enum(['install', 'uninstall']),
  version: z.string(),
  wanted: z.looseObject({}),
  removeData: z.boolean(),
  steps: z.array(z.looseObject({ step: z.string() })),
  digest: z.string(),
});

/** A plan as `plan` printed it. Rejects with TT-ANSWERS-01 when it is none, with TT-PLAN-01 when it was changed. */
export function parsePlan(text: string): Plan {
  const plan = parsed(planShape, text, 'The plan') as unknown as Plan;
  if (digestOf(plan) === plan.digest) return plan;
  throw new ProvisionError({ code: 'TT-PLAN-01', message: 'The plan was changed after it was made.' });
}

/** Rejects with TT-PLAN-01 when the same plan, made now, is another one. */
export async function requireFresh(world: World, plan: Plan, bundle: StagedBundle): Promise<void> {
  const now = await samePlanNow(world, plan, bundle);
  if (now.digest === plan.digest) return;
  throw new ProvisionError({
    code: 'TT-PLAN-01',
    message: 'The server is not as it was when this plan was made. Make a new plan.',
    evidence: differences(plan, now),
  });
}

async function samePlanNow(world: World, plan: Plan, bundle: StagedBundle): Promise<Plan> {
  if (plan.kind === 'uninstall') return uninstallPlan(world, plan.removeData);
  if (plan.upgrade === undefined) return installPlan(world, plan.wanted, bundle);
  return plan.upgrade.direction === 'forward' ? upgradePlan(world, bundle) : backPlan(world);
}

function differences(before: Plan, now: Plan): readonly string[] {
  const was = new Map(before.steps.map((step) => [step.step, digestOf(step)]));
  const is = new Map(now.steps.map((step) => [step.step, digestOf(step)]));
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((step) => was.get(step) !== is.get(step));
  if (changed.length === 0) return [`version ${before.version} then, ${now.version} now`];
  return changed.map((step) => {
    if (!was.has(step)) return `${step}: is pending now and was not`;
    return is.has(step) ? `${step}: its changes are others now` : `${step}: is satisfied now and was pending`;
  });
}

/** The version the bundle's manifest gives. */
export function bundleAt(folder: string): StagedBundle {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { readonly version: string };
    return { version, path: folder };
  } catch (cause) {
    throw new ProvisionError({ code: 'TT-BUNDLE-01', message: `There is no bundle in ${folder}.`, cause });
  }
}
