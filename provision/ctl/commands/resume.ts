import { journalPath } from '../../engine/follow.ts';
import { readJournal } from '../../engine/read-journal.ts';
import { ProvisionError } from '../../model/error.ts';
import { readUnderWay } from '../../upgrade/kept.ts';
import { committedStep } from '../../upgrade/titles.ts';
import { type Command, text } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { overtakenBy } from '../overtaken.ts';
import { chosenRun, originSchema, type RunRequest, readRequest } from '../run-folder.ts';
import { resumeRun, runState } from '../start.ts';
import { isLocked, takeUpUnfinished } from '../take-up.ts';
import { parsed } from '../wanted-schema.ts';
import type { World } from '../world.ts';

export const resume: Command = {
  name: 'resume',
  usage: '[--run ID] [--origin JSON] [--json] | --unfinished',
  summary:
    'go on with a run that was cut off, failed or was cancelled; with --unfinished, with whatever a power cut interrupted',
  options: {
    run: { type: 'string' },
    origin: { type: 'string' },
    unfinished: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(world, flags) {
    if (flags['unfinished'] === true) return resumeUnfinished(world);
    const run = chosenRun(world.paths, text(flags, 'run'));
    const request = readRequest(world.paths, run);
    const told = text(flags, 'origin');
    const origin = told === undefined ? request.origin : parsed(originSchema, told, '--origin');
    if (runState(world, run) === 'done') {
      world.err(`${run} is done: there is nothing to resume.`);
      return exitCodes.usage;
    }
    if (isBack(world, run, request)) {
      world.err(`${run} failed and went back to the release before it: make a new plan for another try.`);
      return exitCodes.usage;
    }
    refuseOvertaken(world, run);
    await resumeRun(world, run, { ...request, origin });
    world.out(flags['json'] === true ? JSON.stringify({ run }) : run);
    return exitCodes.ok;
  },
};

/** Whether it is an upgrade that is over because the earlier release was brought back; one that held may go on. */
function isBack({ paths }: World, run: string, { plan }: RunRequest): boolean {
  if (plan.upgrade?.direction !== 'forward') return false;
  const events = readJournal(journalPath(paths, run)).entries.map(({ event }) => event);
  const isHeld = events.some((event) => event.kind === 'step-done' && event.step === committedStep.step);
  const isOver = events.at(-1)?.kind === 'run-finished' && !isHeld;
  return isOver && readUnderWay(paths)?.run !== run;
}

function refuseOvertaken(world: World, run: string): void {
  const later = overtakenBy(world, run);
  if (later === undefined) return;
  throw new ProvisionError({
    code: 'TT-PLAN-01',
    message: `${run} cannot be gone on with: ${later} has changed this server since. Make a new plan.`,
    evidence: [later],
  });
}

/** Called when the server starts. Nothing to do while somebody is at it, which is so while a run starts the services. */
async function resumeUnfinished(world: World): Promise<number> {
  return isLocked(world) ? exitCodes.ok : takeUpUnfinished(world);
}
