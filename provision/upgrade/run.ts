import { installedVersion } from '../ctl/installed.ts';
import { failure, journalled, type RunOutcome } from '../engine/run.ts';
import { reachAll } from '../engine/runner.ts';
import { asProvisionError, ProvisionError } from '../model/error.ts';
import type { UpgradeWay } from '../model/plan.ts';
import { stop } from '../ops/systemd.ts';
import { tryRelease } from '../steps/appliance/trial.ts';
import { inputsOf } from '../steps/inputs.ts';
import { goBack, isBackBegun } from './back.ts';
import { commit, tellState } from './commit.ts';
import { forgetSnapshot, forgetUnderWay, forgetWayBack, readWayBack, snapshotFolder, writeUnderWay } from './kept.ts';
import { bringPackages } from './packages.ts';
import { phase, type Upgrade } from './phase.ts';
import { takeSnapshot } from './snapshot.ts';
import { committedStep, packagesStep, snapshotStep, triedStep } from './titles.ts';

/**
 * A release takes the place of another, and gives it back by itself when any gate fails or somebody cancels: the failure
 * is on the disk before the way back is begun, so that a run that is killed goes on in the direction it had.
 */
export async function runUpgrade(run: Upgrade, way: UpgradeWay): Promise<RunOutcome> {
  let isSettled = false;
  const outcome = await journalled(run, async (at) => {
    writeUnderWay(run.paths, { run: run.id, program: run.program });
    const ended = await (way.direction === 'back' ? backByHand(run, way, at) : forwardOrBack(run, way, at));
    isSettled = true;
    return ended;
  });
  // One that could not even go back is taken up again at the next start of the server.
  if (isSettled) forgetUnderWay(run.paths);
  return outcome;
}

async function forwardOrBack(run: Upgrade, way: UpgradeWay, at: (step: string) => void): Promise<RunOutcome> {
  if (isCommitted(run)) return packagesLast(run, way, at);
  if (failureOf(run) !== undefined) return backByItself(run, way, at);
  let current = 'run';
  const into = (step: string) => {
    current = step;
    at(step);
  };
  try {
    if ((await forward(run, way, into)) === 'done') return await packagesLast(run, way, at);
    throw new ProvisionError({ code: 'TT-RUN-03', message: 'The upgrade was cancelled between two steps.' });
  } catch (thrown) {
    run.journal.append(failure(current, thrown));
    tellState(run, way, { ok: null, summary: `The upgrade to ${way.to} failed; ${way.from} is being brought back.` });
    return backByItself(run, way, at);
  }
}

async function forward(run: Upgrade, way: UpgradeWay, at: (step: string) => void): Promise<RunOutcome> {
  tellState(run, way, { ok: null, summary: `The upgrade from ${way.from} to ${way.to} is under way.` });
  at(snapshotStep.step);
  await phase(run, { step: snapshotStep.step, changes: [], work: (context) => snapshot(run, way, context) });
  const outcome = await reachAll(run, at, async (step) => {
    if (step === 'appliance/migrated' && way.breaking.length > 0) await closeFor(run, way);
    if (step !== 'release/current' || installedVersion() === way.to) return;
    at(triedStep.step);
    await phase(run, {
      ...{ step: triedStep.step, changes: [] },
      work: async (context) => {
        await tryRelease(context);
        return [`a guest signed in, read and wrote with ${way.to} before any teacher did`];
      },
    });
  });
  if (outcome !== 'done') return outcome;
  at(committedStep.step);
  await phase(run, { step: committedStep.step, changes: [], work: async () => commit(run, way) });
  tellState(run, way, { ok: true, summary: `TeachTrack was upgraded from ${way.from} to ${way.to}.` });
  return 'done';
}

/** The release stays whatever comes of it. */
async function packagesLast(run: Upgrade, way: UpgradeWay, at: (step: string) => void): Promise<RunOutcome> {
  let current = packagesStep.step as string;
  try {
    return await bringPackages(run, way, (step) => {
      current = step;
      at(step);
    });
  } catch (thrown) {
    run.journal.append(failure(current, thrown));
    const summary = `TeachTrack was upgraded from ${way.from} to ${way.to} and serves. Not everything came up to date after that: ${asProvisionError(thrown).message}`;
    tellState(run, way, { ok: true, summary });
    return run.cancelNow.aborted ? 'cancelled' : 'failed';
  }
}

type Context = Parameters<Parameters<typeof phase>[1]['work']>[0];

async function snapshot(run: Upgrade, { from }: UpgradeWay, context: Context): Promise<readonly string[]> {
  const folder = snapshotFolder(run.paths, run.id);
  const server = (await inputsOf(context)).database;
  const { since, database } = await takeSnapshot(context, { server, paths: run.paths, folder, release: from });
  const bytes = `${(database.bytes / 1e6).toFixed(1)} MB`;
  return [`settings, receipts and the database (${bytes}) as they were at ${since} UTC lie in ${folder}`];
}

/** The earlier release could only fail on what the migrations leave: teachers are told to try again in a few seconds. */
async function closeFor(run: Upgrade, { breaking }: UpgradeWay): Promise<void> {
  if (installedVersion() !== run.plan.upgrade?.from) return;
  run.journal.append({
    ...{ kind: 'step-said', step: 'appliance/migrated' },
    line: `TeachTrack is stopped while ${breaking.join(', ')} changes what the earlier release reads.`,
  });
  await stop({ transport: run.transport, signal: run.cancelNow, say: () => undefined }, ['teachtrack.target']);
}

async function backByItself(run: Upgrade, way: UpgradeWay, at: (step: string) => void): Promise<RunOutcome> {
  at('upgrade/back');
  const migrated = run.events().some((event) => event.kind === 'step-started' && event.step === 'appliance/migrated');
  try {
    await goBack(run, {
      ...{ snapshotRun: run.id, restoresDatabase: migrated && way.breaking.length > 0, newerServes: false },
    });
  } catch (thrown) {
    tellState(run, way, {
      ok: false,
      summary: `The upgrade to ${way.to} failed, and going back to ${way.from} failed, too.`,
    });
    throw thrown;
  }
  forgetSnapshot(run.paths, run.id);
  const why = failureOf(run);
  tellState(run, way, {
    ...{ ok: false },
    summary: `The upgrade to ${way.to} did not work, and ${way.from} serves again: ${why?.message ?? ''}`.trim(),
  });
  return why?.code === 'TT-RUN-03' ? 'cancelled' : 'failed';
}

async function backByHand(run: Upgrade, way: UpgradeWay, at: (step: string) => void): Promise<RunOutcome> {
  at('upgrade/back');
  const kept = readWayBack(run.paths);
  // Cut off when everything was done but its last line.
  if (kept === undefined && installedVersion() === way.to) return 'done';
  if (kept === undefined)
    throw new ProvisionError({ code: 'TT-VERSION-01', message: 'The way back was used already.' });
  tellState(run, way, { ok: null, summary: `Going back from ${way.from} to ${way.to} is under way.` });
  try {
    await goBack(run, { snapshotRun: kept.run, restoresDatabase: way.breaking.length > 0, newerServes: true });
  } catch (thrown) {
    const { message } = asProvisionError(thrown);
    if (isBackBegun(run)) tellState(run, way, { ok: false, summary: `Going back to ${way.to} failed: ${message}` });
    else {
      // Nor shall the next start of the server begin it, when nobody expects it any more.
      forgetUnderWay(run.paths);
      const summary = `Going back to ${way.to} was not begun, and ${way.from} serves on: ${message}`;
      tellState(run, way, { ok: false, summary });
    }
    throw thrown;
  }
  forgetWayBack(run.paths);
  forgetSnapshot(run.paths, kept.run);
  tellState(run, way, { ok: true, summary: `TeachTrack went back from ${way.from} to ${way.to}.` });
  return 'done';
}

function isCommitted({ events }: Upgrade): boolean {
  return events().some((event) => event.kind === 'step-done' && event.step === committedStep.step);
}

/** What made this run go back, also when that was before it was cut off. */
function failureOf({ events }: Upgrade) {
  return events().find((event) => event.kind === 'step-failed');
}
