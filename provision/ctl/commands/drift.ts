import { accept, forgetDecision, itemMeant, keepTheirs } from '../../drift/decide.ts';
import type { Drift, DriftItem } from '../../drift/drift.ts';
import { lookForDrift } from '../../drift/look.ts';
import { drawnForPanel } from '../../drift/panel.ts';
import { holderSentence, isHeld, readOwner } from '../../engine/lock.ts';
import { Redactor } from '../../engine/redact.ts';
import type { StepContext } from '../../model/step.ts';
import { writeState } from '../../ops/state-file.ts';
import { type Command, type Flags, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { installedContext, originOr } from '../installed.ts';
import { beginRestore } from '../restore-drift.ts';
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
    const isTimed = flags['record'] === true;
    // In the middle of a run everything differs, and nothing of it was changed by hand.
    const owner = isTimed ? readOwner(world.paths.lock) : undefined;
    if (owner !== undefined && isHeld(owner, world.host)) {
      world.out(`Not looked at now: ${holderSentence(owner)}`);
      return exitCodes.ok;
    }
    const found = await looked(world, context);
    try {
      record(world, found);
    } catch (thrown) {
      // Whoever only looks need not be root.
      if (isTimed) throw thrown;
    }
    if (!isTimed)
      world.out(flags['json'] === true ? JSON.stringify(found) : driftLines(found, flags['diff'] === true).join('\n'));
    return found.ok === true || isTimed ? exitCodes.ok : exitCodes.unhealthy;
  },
};

/** Looks, and masks every secret in what is shown. */
export async function looked(world: World, context: StepContext): Promise<Drift> {
  return new Redactor(world.secretFolders).json(await lookForDrift(world.steps, context));
}

/** The state file is for the panel: what was looked at has every secret masked. */
export function record(world: World, found: Drift): void {
  writeState('drift', drawnForPanel(found), world.operation.stateFiles);
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

async function restore(
  world: World,
  flags: Flags,
  context: StepContext,
  shown: { readonly found: Drift; readonly item: DriftItem },
): Promise<number> {
  const { run, plan, replaced } = await beginRestore(world, context, { ...shown, origin: originOr(world, flags) });
  if (flags['json'] === true) world.out(JSON.stringify({ run, plan, ...(replaced === undefined ? {} : { replaced }) }));
  else {
    if (replaced !== undefined) world.err(`What was there is kept in ${replaced}.`);
    world.out(run);
  }
  return exitCodes.ok;
}
