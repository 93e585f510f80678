import { join } from 'node:path';
import { journalPath } from '../../engine/follow.ts';
import { meantFor, planInstall } from '../../engine/planner.ts';
import { readJournal } from '../../engine/read-journal.ts';
import { Receipts } from '../../engine/receipts.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Plan } from '../../model/plan.ts';
import { Done } from '../../rotation/done.ts';
import {
  doneFile,
  type Rotated,
  type RotationWish,
  rotated,
  rotationNotes,
  rotationSteps,
} from '../../rotation/rotation.ts';
import { type Command, type Flags, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { installedContext, originOr } from '../installed.ts';
import { allRuns, readRequest } from '../run-folder.ts';
import { startRun } from '../start.ts';
import type { World } from '../world.ts';

export const rotateCommand: Command = {
  name: 'rotate',
  usage: 'all | database | session | redis | ca [--finish-ca] | back  [--start [--origin JSON]] [--json]',
  summary:
    'new passwords and keys without anybody noticing: shows the plan; with --start does it; back takes an unfinished one back',
  acts: ['all', ...rotated, 'back'],
  options: {
    start: { type: 'boolean' },
    'finish-ca': { type: 'boolean' },
    origin: { type: 'string' },
    json: { type: 'boolean' },
  },
  run(world, flags) {
    const act = text(flags, 'act') ?? 'all';
    const finishCa = flags['finish-ca'] === true;
    if (finishCa && act !== 'ca') throw usage('--finish-ca belongs to ca.');
    if (act === 'back') return back(world, flags);
    return rotate(world, flags, { what: act === 'all' ? rotated : [act as Rotated], finishCa });
  },
};

async function rotate(world: World, flags: Flags, wish: RotationWish): Promise<number> {
  const context = await installedContext(world);
  const steps = rotationSteps(wish, join(world.paths.runs, 'none'));
  const plan = async () => meantFor('rotation', await planInstall(steps, context));
  if (flags['start'] !== true) return shown(world, flags, { plan: await plan(), notes: rotationNotes(wish) });
  const request = { plan: await plan(), origin: originOr(world, flags), bundle: context.bundle, rotation: wish };
  const run = await startRun(world, request, async () => {});
  world.out(flags['json'] === true ? JSON.stringify({ run }) : run);
  return exitCodes.ok;
}

async function back(world: World, flags: Flags): Promise<number> {
  const { run: last, wish } = unfinished(world);
  const context = await installedContext(world);
  const folder = join(world.paths.runs, last);
  const stored = new Receipts(join(folder, 'receipts')).all();
  // Of what came to its end the old secret is gone: that stays, and the rest goes back.
  const done = new Done(join(folder, doneFile));
  const [ended, open] = [wish.what.filter((one) => done.has(one)), wish.what.filter((one) => !done.has(one))];
  const steps = rotationSteps({ ...wish, what: open }, folder).filter(({ id }) => stored.has(id));
  if (steps.length === 0) throw nothingToTakeBack(last);
  const empty = await planInstall([], context);
  const plan: Plan = meantFor('rotation-back', {
    ...empty,
    steps: steps
      .toReversed()
      .map(({ id, title, seconds }) => ({ step: id, title, seconds, changes: stored.get(id)?.changes ?? [] })),
  });
  const notes = [
    `Takes back what ${last} has done: the secrets from before are used again.`,
    ...(ended.length === 0 ? [] : [`What came to its end stays: ${ended.join(', ')}.`]),
  ];
  if (flags['start'] !== true) return shown(world, flags, { plan, notes });
  const rotation = { ...wish, what: open, back: last };
  const request = { plan, origin: originOr(world, flags), bundle: context.bundle, rotation };
  const run = await startRun(world, request, async () => {});
  world.out(flags['json'] === true ? JSON.stringify({ run }) : run);
  return exitCodes.ok;
}

function nothingToTakeBack(run: string): ProvisionError {
  return new ProvisionError({
    code: 'TT-PLAN-02',
    message: `Nothing of ${run} is left that can be taken back: go on with it (“teachtrackctl resume”), or rotate again.`,
  });
}

/** The last rotation, if it was cut off, failed or was cancelled. Rejects with TT-PLAN-02 when there is none. */
function unfinished(world: World): { readonly run: string; readonly wish: RotationWish } {
  for (const run of allRuns(world.paths).toReversed()) {
    const { rotation } = readRequest(world.paths, run);
    if (rotation === undefined) continue;
    const end = readJournal(journalPath(world.paths, run)).entries.at(-1)?.event;
    const isDone = end?.kind === 'run-finished' && end.outcome === 'done';
    if (!isDone && rotation.back === undefined) return { run, wish: rotation };
    if (!isDone && rotation.back !== undefined) return { run: rotation.back, wish: rotation };
    break;
  }
  throw new ProvisionError({
    code: 'TT-PLAN-02',
    message: 'There is no rotation that did not come to its end. One that did is not taken back: rotate again instead.',
  });
}

function shown(
  world: World,
  flags: Flags,
  { plan, notes }: { readonly plan: Plan; readonly notes: readonly string[] },
): number {
  if (flags['json'] === true) world.out(JSON.stringify({ plan, notes }));
  else {
    const seconds = plan.steps.reduce((sum, step) => sum + step.seconds, 0);
    const lines = plan.steps.map(({ title, seconds: one }) => `  ${title} (about ${one} s)`);
    const rest = plan.steps.length === 0 ? 'There is nothing to do.' : `About ${seconds} s. Do it with --start.`;
    world.out([...notes, ...lines, rest].join('\n'));
  }
  return exitCodes.ok;
}
