import { cpSync, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onlySteps } from '../drift/restore.ts';
import { crashPointsOf } from '../engine/crash-point.ts';
import { syncFolder } from '../engine/durable.ts';
import { journalPath } from '../engine/follow.ts';
import { Journal } from '../engine/journal.ts';
import { acquireLock } from '../engine/lock.ts';
import { readJournal } from '../engine/read-journal.ts';
import { Receipts } from '../engine/receipts.ts';
import { Redactor, watchSecrets } from '../engine/redact.ts';
import type { Run, RunOutcome } from '../engine/run.ts';
import { runInstall } from '../engine/runner.ts';
import { runUninstall } from '../engine/uninstall.ts';
import { runBack } from '../rotation/back.ts';
import { rotationSteps } from '../rotation/rotation.ts';
import { changing } from '../steps/pass.ts';
import { runUpgrade } from '../upgrade/run.ts';
import { tellRotation } from './rotation-told.ts';
import { forgetRotation, noteRotation } from './rotation-under-way.ts';
import { type RunRequest, readRequest } from './run-folder.ts';
import { servicesAreWell } from './verifications.ts';
import type { World } from './world.ts';

export type Cancel = { readonly cancel: AbortSignal; readonly cancelNow: AbortSignal };

/** Does the run in this process, from its beginning or from where it was, holding the lock until its end. */
export async function execute(world: World, id: string, { cancel, cancelNow }: Cancel): Promise<RunOutcome> {
  const request = readRequest(world.paths, id);
  const { plan, origin, bundle, rotation } = request;
  const parts = partsOf(world, id, request);
  const lock = acquireLock(world.paths.lock, { ...origin, run: id }, world.host);
  try {
    const redactor = new Redactor(world.secretFolders);
    const journal = Journal.open(journalPath(world.paths, id), redactor);
    const run: Run = {
      id,
      plan,
      origin,
      bundle,
      ...parts,
      transport: watchSecrets(world.transport, redactor),
      collectFacts: () => world.collectFacts(world.stepFacts),
      journal,
      host: world.host,
      stillHeld: () => lock.stillHeld(),
      cancel,
      cancelNow,
      // One that starts again by itself would die again and again.
      crashPoints: plan.upgrade !== undefined && journal.seq > 0 ? undefined : crashPointsOf(world.env),
    };
    if (lock.stolenFrom !== undefined) world.err(lock.stolenFrom);
    if (rotation !== undefined) noteRotation(world.paths, id);
    const outcome = await (rotation?.back === undefined ? carriedOut(world, run) : runBack(run, run.steps));
    if (rotation !== undefined) {
      forgetRotation(world.paths);
      tellRotation(rotation, outcome, world.operation.stateFiles);
    }
    journal.close();
    if (plan.kind === 'uninstall' && outcome === 'done') leave(world, id, plan.removeData);
    return outcome;
  } finally {
    lock.release();
    if (plan.kind === 'uninstall') removeIfEmpty(dirname(world.paths.lock));
  }
}

function carriedOut(world: World, run: Run): Promise<RunOutcome> {
  const { plan } = run;
  if (plan.kind === 'uninstall') return runUninstall({ ...run, mustBeGone: world.mustBeGone(plan.removeData) });
  if (plan.upgrade === undefined) return runInstall(run);
  const { paths, wantedState, program, operation } = world;
  const events = () => readJournal(journalPath(paths, run.id)).entries.map(({ event }) => event);
  return runUpgrade({ ...run, paths, wantedState, program, events, stateFiles: operation.stateFiles }, plan.upgrade);
}

type Parts = Pick<Run, 'steps' | 'verifications' | 'receipts'>;

/** What a run consists of: the whole catalogue, a part of it, or the steps of a rotation with receipts of their own. */
function partsOf(world: World, id: string, { only, rotation }: RunRequest): Parts {
  const receipts = new Receipts(world.paths.receipts);
  if (rotation !== undefined) {
    const folder = join(world.paths.runs, rotation.back ?? id);
    return {
      steps: rotationSteps(rotation, folder).map(changing),
      verifications: [servicesAreWell(world.health)],
      receipts: new Receipts(join(folder, 'receipts')),
    };
  }
  if (only === undefined) return { steps: world.steps, verifications: world.verifications, receipts };
  // What was put back is proven by its own step: what else is wrong with the server is no failure of this.
  return { steps: onlySteps(world.steps, only), verifications: [], receipts };
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/**
 * The engine's own things go last. With the data goes everything; the journal of this run stays readable in memory-backed
 * `/run` until the next boot, so that a laptop that follows it gets its end.
 */
function leave({ paths }: World, run: string, removeData: boolean): void {
  for (const own of [paths.staging, paths.upgrade]) rmSync(own, { recursive: true, force: true });
  if (!removeData && hasReceipts(paths.receipts)) return syncFolder(paths.state);
  mkdirSync(paths.finished, { recursive: true, mode: 0o700 });
  cpSync(join(paths.runs, run), join(paths.finished, run), { recursive: true });
  if (removeData) return rmSync(paths.state, { recursive: true, force: true });
  for (const own of [paths.runs, paths.receipts]) rmSync(own, { recursive: true, force: true });
  removeIfEmpty(paths.state);
}

function hasReceipts(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}
