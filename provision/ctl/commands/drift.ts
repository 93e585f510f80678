import { accept, forgetDecision, itemMeant, keepTheirs } from '../../drift/decide.ts';
import type { Drift, DriftItem } from '../../drift/drift.ts';
import { lookForDrift } from '../../drift/look.ts';
import { keepReplaced } from '../../drift/replaced.ts';
import { onlySteps, stepsToRestore } from '../../drift/restore.ts';
import { meantFor, planInstall } from '../../engine/planner.ts';
import { Redactor } from '../../engine/redact.ts';
import type { Plan } from '../../model/plan.ts';
import type { StepContext } from '../../model/step.ts';
import { must } from '../../ops/command.ts';
import { writeState } from '../../ops/state-file.ts';
import { passOf } from '../../steps/pass.ts';
import { type Command, type Flags, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { installedContext, originOr } from '../installed.ts';
import { startRun } from '../start.ts';
import type { World } from '../world.ts';
import { driftLines } from './drift-lines.ts';

const acts = ['restore', 'keep', 'accept', 'forget'] as const;
type Act = (typeof acts)[number];

export const drift: Command = {
  name: 'drift',
  usage:
    '[--json] [--diff] [--record] | --restore|--keep|--accept|--forget ITEM [--reason TEXT] [--origin JSON] [--json]',
  summary: 'what was changed on this server by hand; puts ours back, keeps theirs, or leaves it with a reason',
  options: {
    json: { type: 'boolean' },
    diff: { type: 'boolean' },
    record: { type: 'boolean' },
    reason: { type: 'string' },
    origin: { type: 'string' },
    ...Object.fromEntries(acts.map((act) => [act, { type: 'string' as const }])),
  },
  async run(world, flags) {
    const chosen = acts.filter((act) => text(flags, act) !== undefined);
    if (chosen.length > 1) throw usage(`Only one of --${chosen.join(', --')} at a time.`);
    const context = await installedContext(world);
    const [act] = chosen;
    if (act !== undefined) return decide(world, flags, context, act);
    const found = await looked(world, context);
    const isTimed = flags['record'] === true;
    if (isTimed) record(world, found);
    else
      world.out(flags['json'] === true ? JSON.stringify(found) : driftLines(found, flags['diff'] === true).join('\n'));
    return found.ok === true || isTimed ? exitCodes.ok : exitCodes.unhealthy;
  },
};

/** Looks, and masks every secret in what is shown. */
export async function looked(world: World, context: StepContext): Promise<Drift> {
  return new Redactor(world.secretFolders).json(await lookForDrift(world.steps, context));
}

/** The state file has no differences of files in it: whoever may read it need not see configuration. */
export function record(world: World, found: Drift): void {
  const items = found.items.map(({ diff: _, ...item }) => item);
  const kept = found.kept.map(({ diff: _, ...item }) => item);
  writeState('drift', { ...found, items, kept }, world.operation.stateFiles);
}

async function decide(world: World, flags: Flags, context: StepContext, act: Act): Promise<number> {
  const wish = text(flags, act) ?? '';
  const { who, from } = originOr(world, flags);
  const by = `${who} from ${from}`;
  if (act === 'forget') await forgetDecision(context, wish);
  else {
    const found = await looked(world, context);
    const item = itemMeant(found, wish);
    if (act === 'restore') return restore(world, flags, context, { found, item });
    if (act === 'keep') await keepTheirs(context, world.steps, item, by);
    else await accept(context, item, { by, reason: reasonOf(flags) });
  }
  const now = await looked(world, context);
  record(world, now);
  world.out(flags['json'] === true ? JSON.stringify(now) : now.summary);
  return exitCodes.ok;
}

function reasonOf(flags: Flags): string {
  const reason = text(flags, 'reason')?.trim() ?? '';
  if (reason.length >= 5 && reason.length <= 500 && !/\p{Cc}/u.test(reason)) return reason;
  throw usage('--reason is needed: why this may stay as it is, in 5 to 500 characters.');
}

/** A run limited to the item's step and what hangs on it; it outlives this process. */
async function restore(
  world: World,
  flags: Flags,
  context: StepContext,
  { found, item }: { readonly found: Drift; readonly item: DriftItem },
): Promise<number> {
  const only = stepsToRestore(world.steps, found, item);
  const steps = onlySteps(world.steps, only);
  const masked = item.kind === 'masked' ? item.id.slice('masked:'.length) : undefined;
  // The step refuses to look at what is masked: the plan of lifting the mask is the lifting itself.
  const plan: Plan = meantFor('put-back', await planInstall(masked === undefined ? steps : [], context));
  const request = { plan, origin: originOr(world, flags), bundle: context.bundle, only };
  let replaced: string | undefined;
  const run = await startRun(world, request, async () => {
    replaced = await keepReplaced(
      context,
      found.items.filter(({ step }) => step === item.step),
    );
    if (masked === undefined) return;
    await must(context, ['systemctl', 'unmask', '--quiet', '--', masked], { what: `Lifting the mask of ${masked}` });
    passOf(context).forget();
  });
  if (flags['json'] === true) world.out(JSON.stringify({ run, plan, ...(replaced === undefined ? {} : { replaced }) }));
  else {
    if (replaced !== undefined) world.err(`What was there is kept in ${replaced}.`);
    world.out(run);
  }
  return exitCodes.ok;
}
