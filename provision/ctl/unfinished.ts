import { areCopiesLeft } from '../backup/copies.ts';
import { isRestoreOpen } from '../backup/restore.ts';
import { layout } from '../layout.ts';
import { ProvisionError } from '../model/error.ts';
import type { Argv } from '../model/transport.ts';
import { lastLines } from '../ops/command.ts';
import { forgetUnderWay, readUnderWay } from '../upgrade/kept.ts';
import { unitOf } from './launch.ts';
import { arePeopleLeft } from './prove/people.ts';
import { forgetRotation, noteRotation, rotationUnderWay } from './rotation-under-way.ts';
import { allRuns, readRequest } from './run-folder.ts';
import { resumeRun, runState } from './start.ts';
import type { World } from './world.ts';

/** What a power cut left half-done. */
export type Unfinished = {
  /** Begins a sentence. */
  readonly name: string;
  /** Does the work, and outlives whoever began it. */
  readonly unit: string;
  /** What a person does when it never comes to an end. */
  readonly advice: string;
  /** Whether it still has to be brought to its end; false as well when a person has taken it over. */
  readonly isOpen: () => boolean;
  /** Starts the unit. Rejects when that does not work. */
  readonly begin: () => Promise<void>;
};

/** All of it, in the order in which it is taken up. */
export function unfinishedOf(world: World): readonly Unfinished[] {
  return [upgradeOf, restoreOf, copiesOf, rotationOf, proveOf].flatMap((of) => of(world) ?? []);
}

function upgradeOf(world: World): Unfinished | undefined {
  const { paths } = world;
  const underWay = readUnderWay(paths);
  if (underWay === undefined) return undefined;
  const { run } = underWay;
  const [program = '', ...args] = underWay.program;
  return {
    name: `The upgrade ${run}`,
    unit: `${unitOf(run)}.service`,
    advice: `Read “teachtrackctl report”, then go on with “teachtrackctl resume --run ${run}”.`,
    isOpen() {
      if (readUnderWay(paths)?.run !== run) return false;
      if (runState(world, run) !== 'done') return true;
      forgetUnderWay(paths);
      return false;
    },
    begin: () => must(world, [program, ...args, 'resume', '--run', run, '--json'], 120_000),
  };
}

const settleUnit = 'teachtrack-run-settle.service';

function restoreOf(world: World): Unfinished | undefined {
  if (!isRestoreOpen(layout.restore)) return undefined;
  return {
    ...settledBy(world, 'TeachTrack puts back what an interrupted restore had moved'),
    name: 'The restore',
    advice: 'Put back what was in use before with “teachtrackctl restore settle”.',
    isOpen: () => isRestoreOpen(layout.restore),
  };
}

function copiesOf(world: World): Unfinished | undefined {
  if (!areCopiesLeft()) return undefined;
  return {
    ...settledBy(world, 'TeachTrack takes away the copy of the data that an interrupted act left'),
    name: 'The proof of a backup, or the restore of one school,',
    advice: 'Take the copy of the data that it left away with “teachtrackctl restore settle”.',
    isOpen: () => areCopiesLeft(),
  };
}

function settledBy(world: World, description: string): Pick<Unfinished, 'unit' | 'begin'> {
  const argv = [
    ...(['systemd-run', `--unit=${settleUnit}`, '--collect', '--quiet'] as const),
    `--description=${description}`,
    ...['Type=exec', 'TimeoutStopSec=120'].map((property) => `--property=${property}`),
    ...['--', layout.ctl, 'restore', 'settle'],
  ] as const;
  return { unit: settleUnit, begin: () => must(world, argv, 60_000) };
}

function rotationOf(world: World): Unfinished | undefined {
  const { paths } = world;
  const run = rotationUnderWay(paths);
  if (run === undefined) return undefined;
  return {
    name: `The change of secrets ${run}`,
    unit: `${unitOf(run)}.service`,
    advice: `Go on with “teachtrackctl resume --run ${run}”, or take it back with “teachtrackctl rotate back”.`,
    isOpen() {
      if (isTakenOver(world, run)) return false;
      const state = runState(world, run);
      const isOver = state === 'done' || state === 'cancelled';
      if (isOver) forgetRotation(paths);
      // A run that fails forgets that it is under way: a power cut now would leave nobody to take it up.
      else if (rotationUnderWay(paths) !== run) noteRotation(paths, run);
      return !isOver;
    },
    begin: () => resumeRun(world, run, readRequest(paths, run)),
  };
}

const tidyUnit = 'teachtrack-run-prove-tidy.service';

function proveOf(world: World): Unfinished | undefined {
  if (!arePeopleLeft()) return undefined;
  const argv = [
    ...(['systemd-run', `--unit=${tidyUnit}`, '--collect', '--quiet'] as const),
    '--description=TeachTrack takes away the people of an interrupted capacity test',
    ...['--property=Type=exec', '--', layout.ctl, 'prove', 'tidy'],
  ] as const;
  return {
    name: 'The tidying up after the capacity test',
    unit: tidyUnit,
    advice: 'Take its virtual teachers away with “teachtrackctl prove tidy”.',
    isOpen: () => arePeopleLeft(),
    begin: () => must(world, argv, 60_000),
  };
}

/** Somebody has changed secrets since, or has taken this change back. */
function isTakenOver({ paths }: World, run: string): boolean {
  return allRuns(paths).some((other) => other > run && readRequest(paths, other).rotation !== undefined);
}

async function must({ transport }: World, argv: Argv, timeoutMs: number): Promise<void> {
  const { exitCode, stdout, stderr } = await transport.run({ argv, asRoot: true, timeoutMs });
  if (exitCode === 0) return;
  const evidence = lastLines(`${stdout}\n${stderr}`.trim(), 3);
  throw new ProvisionError({ code: 'TT-SERVICE-01', message: `It could not be started: ${evidence.join(' ')}` });
}
