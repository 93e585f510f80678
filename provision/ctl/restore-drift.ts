import type { Drift, DriftItem } from '../drift/drift.ts';
import { keepReplaced } from '../drift/replaced.ts';
import { onlySteps, stepsToRestore } from '../drift/restore.ts';
import { meantFor, planInstall } from '../engine/planner.ts';
import type { Origin } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { StepContext } from '../model/step.ts';
import { must } from '../ops/command.ts';
import { passOf } from '../steps/pass.ts';
import { startRun } from './start.ts';
import type { World } from './world.ts';

type Wish = { readonly found: Drift; readonly item: DriftItem; readonly origin: Origin };
type Begun = {
  readonly run: string;
  readonly plan: Plan;
  /** Folder with what was there before; undefined when there was no file to keep. */
  readonly replaced: string | undefined;
};

/** Puts ours back: a run limited to the item's step and what hangs on it; it outlives this process. */
export async function beginRestore(world: World, context: StepContext, { found, item, origin }: Wish): Promise<Begun> {
  const only = stepsToRestore(world.steps, found, item);
  const steps = onlySteps(world.steps, only);
  const masked = item.kind === 'masked' ? item.id.slice('masked:'.length) : undefined;
  // The step refuses to look at what is masked: the plan of lifting the mask is the lifting itself.
  const plan: Plan = meantFor('put-back', await planInstall(masked === undefined ? steps : [], context));
  let replaced: string | undefined;
  const run = await startRun(world, { plan, origin, bundle: context.bundle, only }, async () => {
    replaced = await keepReplaced(
      context,
      found.items.filter(({ step }) => step === item.step),
    );
    if (masked === undefined) return;
    await must(context, ['systemctl', 'unmask', '--quiet', '--', masked], { what: `Lifting the mask of ${masked}` });
    passOf(context).forget();
  });
  return { run, plan, replaced };
}
