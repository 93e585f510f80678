import { installedVersion } from '../ctl/installed.ts';
import type { RunOutcome } from '../engine/run.ts';
import { reachAll } from '../engine/runner.ts';
import type { Change } from '../model/change.ts';
import { ProvisionError } from '../model/error.ts';
import type { Plan, PlannedStep, UpgradeWay } from '../model/plan.ts';
import type { StepContext } from '../model/step.ts';
import { liftMasks } from '../ops/apt/masks.ts';
import { packagesInstalled } from '../steps/packages/installed.ts';
import { phase, type Upgrade } from './phase.ts';
import { packagesStep } from './titles.ts';

/** What the end of an upgrade does to packages that the bundle has newer; undefined when it has none. */
export async function packagesPlanned(context: StepContext): Promise<PlannedStep | undefined> {
  const check = await packagesInstalled.check({ ...context, updatesPackages: true });
  if (check.kind === 'satisfied' || updated(check.changes).length === 0) return undefined;
  return { ...packagesStep, changes: check.changes };
}

/** The packages that the plan of an upgrade brings up to date, as `nginx 1.22.1-9`. */
export function packagesIn({ steps }: Pick<Plan, 'steps'>): readonly string[] {
  return updated(steps.find(({ step }) => step === packagesStep.step)?.changes ?? []);
}

function updated(changes: readonly Change[]): readonly string[] {
  return changes.flatMap((one) =>
    one.kind === 'package' && one.action === 'update' ? [`${one.name} ${one.version}`] : [],
  );
}

/**
 * Comes last, when the new release is proven and kept: what fails here fails for itself, and no release goes back for a package,
 * which would not go back with it. Then everything is looked at once more, with the new packages. Rejects with what failed.
 */
export async function bringPackages(run: Upgrade, way: UpgradeWay, at: (step: string) => void): Promise<RunOutcome> {
  const planned = run.plan.steps.find(({ step }) => step === packagesStep.step);
  if (planned === undefined) return 'done';
  if (run.cancel.aborted) return 'cancelled';
  if (installedVersion() !== way.to)
    throw new ProvisionError({
      code: 'TT-VERSION-01',
      message: `${installedVersion() ?? 'Nothing'} is installed by now: the packages that came with ${way.to} are not brought any more.`,
    });
  at(packagesStep.step);
  await phase(run, { step: packagesStep.step, changes: planned.changes, work: (context) => bring(run, context) });
  const { upgrade: _, ...plan } = run.plan;
  return reachAll({ ...run, plan }, at);
}

async function bring(run: Upgrade, plain: StepContext): Promise<readonly string[]> {
  const step = run.steps.find(({ id }) => id === packagesInstalled.id) ?? packagesInstalled;
  const context = { ...plain, updatesPackages: true };
  const check = await step.check(context);
  // Cut off when the packages were whole already, it may have left its word for their scripts.
  await liftMasks(context, ['redis-server.service']);
  if (check.kind === 'satisfied') return check.evidence;
  const { receipt, changes } = check;
  const kept = run.receipts.keep({ step: step.id, run: run.id, version: run.plan.version, receipt, changes });
  await step.apply(context, kept.receipt);
  return updated(changes);
}
