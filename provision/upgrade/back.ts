import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurable } from '../engine/durable.ts';
import { inOrder } from '../engine/order.ts';
import { Receipts } from '../engine/receipts.ts';
import { asProvisionError, ProvisionError } from '../model/error.ts';
import type { JournalEvent } from '../model/journal.ts';
import type { StepContext } from '../model/step.ts';
import { restoreFile } from '../ops/file.ts';
import type { DatabaseServer } from '../ops/mysql.ts';
import { bringUp, daemonReload, stop, unit } from '../ops/systemd.ts';
import { endTrial } from '../steps/appliance/trial.ts';
import { inputsOf } from '../steps/inputs.ts';
import { part } from '../steps/satisfied.ts';
import { requireRoomBack } from './back-room.ts';
import { dumpDatabase, loadDatabase } from './database.ts';
import { askEarlier } from './earlier.ts';
import { exportFolder, snapshotFolder } from './kept.ts';
import { phase, type Upgrade } from './phase.ts';
import { exportSince, writtenSince } from './rows.ts';
import { readSnapshot, receiptsIn, type Snapshot } from './snapshot.ts';
import { backStep, databaseStep } from './titles.ts';

export type Way = {
  /** Run that took the snapshot. */
  readonly snapshotRun: string;
  /** Whether the release before cannot work on the schema as it is now. */
  readonly restoresDatabase: boolean;
  /** Whether the newer release works on the database as it is: it serves on when going back cannot be begun. */
  readonly newerServes: boolean;
};

/**
 * Brings the release before the upgrade back: what is new goes, the database is restored where the earlier release could
 * not work on it, and the earlier release's own engine brings the server to its own wanted state, one instance after the
 * other. May be begun again at any point.
 */
export async function goBack(run: Upgrade, { snapshotRun, restoresDatabase, newerServes }: Way): Promise<void> {
  const signal = new AbortController().signal;
  const folder = snapshotFolder(run.paths, snapshotRun);
  const snapshot = readSnapshot(folder);
  // Nothing is changed before the snapshot is whole.
  if (snapshot === undefined) return;
  if (restoresDatabase && !isDone(run, databaseStep.step))
    await phase(run, {
      ...{ step: databaseStep.step, signal, changes: [] },
      work: (context) => restoreDatabase(run, context, { folder, snapshot, newerServes }),
    });
  await phase(run, {
    ...{ step: backStep.step, signal, changes: [] },
    work: async (context) => {
      await endTrial(context);
      await removeWhatIsNew(run, context, folder);
      return settle(run, context, { folder, version: snapshot.release });
    },
  });
}

function isDone({ events }: Pick<Upgrade, 'events'>, step: string): boolean {
  return events().some((event) => event.kind === 'step-done' && event.step === step);
}

/** Written when everything else of an export is there. */
const lostFile = 'lost.json';

/** Whether anything of the server is changed already: from then on there is only one direction. */
export function isBackBegun(run: Pick<Upgrade, 'id' | 'paths' | 'events'>): boolean {
  const isStarted = run.events().some((event) => event.kind === 'step-started' && event.step === backStep.step);
  return isStarted || existsSync(join(exportFolder(run.paths, run.id), lostFile));
}

type Kept = { readonly folder: string; readonly snapshot: Snapshot; readonly newerServes: boolean };

/** Nobody may work on it meanwhile: teachers are told to try again in a few seconds. */
async function restoreDatabase(run: Upgrade, context: StepContext, kept: Kept): Promise<string[]> {
  const { folder, snapshot } = kept;
  const server = (await inputsOf(context)).database;
  const exported = exportFolder(run.paths, run.id);
  // A copy is made once: of a run that was cut off it is the database as it was before it was touched.
  if (existsSync(join(exported, lostFile))) await stop(context, [target]);
  else {
    // What an attempt that was cut off began takes the room of this one.
    rmSync(exported, { recursive: true, force: true });
    const serves = kept.newerServes || (await unit(context, target)).activeState === 'active';
    try {
      await requireRoomBack(context, server, { snapshot, folder: run.paths.upgrade });
      context.say('Stopping TeachTrack for the time in which the database is put back.');
      await stop(context, [target]);
      await keepNewest(context, { server, exported, snapshot });
    } catch (thrown) {
      rmSync(exported, { recursive: true, force: true });
      if (serves) await serveOn(context);
      throw asNoSpace(thrown, exported);
    }
  }
  context.say(`Putting the database back as it was at ${snapshot.since} UTC.`);
  await loadDatabase(context, server, { folder, ...snapshot.database });
  return [`the database is as it was at ${snapshot.since} UTC; what was written after that lies in ${exported}`];
}

const target = 'teachtrack.target';

/** The database's programs fail, but it is not the database that has to be looked at. */
function asNoSpace(thrown: unknown, folder: string): unknown {
  const { message, evidence } = asProvisionError(thrown);
  if (!/No space left|ENOSPC|Disk quota exceeded/.test([message, ...evidence].join(' '))) return thrown;
  return new ProvisionError({
    code: 'TT-FILE-01',
    message: `The disk of ${folder} was full before all that is in use was kept there.`,
    evidence,
    cause: thrown,
  });
}

/** Nothing is changed yet, so nobody has to be turned away. What keeps it from starting is told and is not what failed. */
async function serveOn(context: StepContext): Promise<void> {
  try {
    if ((await unit(context, target)).activeState === 'active') return;
    context.say('What is in use could not be kept, and nothing was changed: TeachTrack is started again.');
    await bringUp(context, [target], { verb: 'start' });
  } catch (thrown) {
    context.say(asProvisionError(thrown).message);
  }
}

type Newest = { readonly server: DatabaseServer; readonly exported: string; readonly snapshot: Snapshot };

async function keepNewest(context: StepContext, { server, exported, snapshot }: Newest): Promise<void> {
  mkdirSync(exported, { recursive: true, mode: 0o700 });
  const lost = await writtenSince(context, server, { since: snapshot.since, before: snapshot.rows });
  for (const { table, rows } of lost) context.say(`Written since, and kept in ${exported}: ${table}, ${rows}`);
  await exportSince(context, server, { since: snapshot.since, lost, folder: exported });
  await dumpDatabase(context, server, exported);
  writeDurable(join(exported, lostFile), `${JSON.stringify({ since: snapshot.since, lost })}\n`);
}

/** Steps and files that the earlier release does not know of: only this engine can take them away. */
async function removeWhatIsNew(run: Upgrade, context: StepContext, folder: string): Promise<void> {
  const before = new Receipts(receiptsIn(folder)).all();
  for (const step of inOrder(run.steps).toReversed()) {
    const now = run.receipts.read(step.id);
    if (now === undefined) continue;
    const known = before.get(step.id);
    if (known === undefined) {
      context.say(`Taking away what is new: ${step.title}`);
      await step.undo({ ...context, removeData: false }, now.receipt);
      continue;
    }
    const files = part(now.receipt, 'files');
    const fresh = Object.keys(files).filter((path) => part(known.receipt, 'files')[path] === undefined);
    for (const path of fresh) await restoreFile(context, path, part(files, path));
  }
  await daemonReload(context);
  // Its files stay until the next upgrade, and an uninstall must know of them.
  const placed = run.receipts.read('release/placed');
  rmSync(run.paths.receipts, { recursive: true, force: true });
  cpSync(receiptsIn(folder), run.paths.receipts, { recursive: true, preserveTimestamps: true });
  if (placed !== undefined) run.receipts.keep(placed);
}

type Earlier = { readonly folder: string; readonly version: string };

async function settle(run: Upgrade, context: StepContext, { folder, version }: Earlier): Promise<string[]> {
  let failed: Extract<JournalEvent, { kind: 'step-failed' }> | undefined;
  try {
    await askEarlier(run, {
      ...{ version, snapshot: folder, args: ['settle', '--run', run.id], timeoutMs: 1_800_000 },
      onLine: (line) => {
        const event = eventIn(line);
        if (event?.kind === 'verified') run.journal.append(event);
        else if (event?.kind === 'step-failed') failed = event;
        else if (event !== undefined) for (const said of sentencesOf(event)) context.say(said);
      },
    });
  } catch (cause) {
    if (failed === undefined) throw cause;
    const { code, message, evidence, step } = failed;
    throw new ProvisionError({ code, message: `Release ${version}, ${step}: ${message}`, evidence, cause });
  }
  return [`release ${version} serves again`];
}

function eventIn(line: string): JournalEvent | undefined {
  try {
    return (JSON.parse(line) as { readonly event?: JournalEvent }).event;
  } catch {
    return undefined;
  }
}

function sentencesOf(event: JournalEvent): readonly string[] {
  switch (event.kind) {
    case 'step-said':
      return [event.line];
    case 'step-done':
      return [`${event.step} is as it was`];
    default:
      return [];
  }
}
