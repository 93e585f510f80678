import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JournalEntry, Plan } from '../../installer/contract/events.ts';
import { type CrashPlace, crashPlaces } from '../../provision/engine/crash-point.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { builtBundle } from './built-bundle.ts';
import { type Crash, EngineOnServer } from './engine-on-server.ts';
import { jsonLines, Laptop } from './laptop.ts';
import { type InstalledState, installedState, keepUndisturbed, keptUndisturbed } from './undisturbed.ts';

/** A step that is done is not done again, so each server can die once after each apply. */
const rounds: readonly (readonly CrashPlace[])[] =
  process.env['TEACHTRACK_DRILLS'] === 'all'
    ? [crashPlaces.filter((place) => place !== 'after-check'), ['mid-apply', 'after-check']]
    : [['mid-apply']];

/** How long into its apply a long step is hit; the others at once. Milliseconds. */
const strikesAfterMs: Readonly<Record<string, number>> = {
  'packages/installed': 4_000,
  'mysql/serving': 500,
  'release/placed': 300,
  'appliance/migrated': 300,
  'appliance/running': 1_500,
};

type Row = { step: string; place: CrashPlace; next: string; resumedMs: number };

let bundle: Awaited<ReturnType<typeof builtBundle>>;
let undisturbed: InstalledState;

beforeAll(async () => {
  bundle = await builtBundle();
  undisturbed = keptUndisturbed(bundle) ?? (await installUndisturbed());
});

describe.each(rounds.map((places) => ({ places })))('SIGKILL at $places of every step', ({ places }) => {
  const table: Row[] = [];
  const laptop = new Laptop();
  let server: PracticeServer;

  beforeAll(async () => {
    server = await startPracticeServer();
  });
  afterAll(async () => {
    console.table(table);
    laptop.remove();
    await server?.stop();
  });

  test('is always followed by a run that goes on, to the state of an install that nothing disturbed', async () => {
    const engine = new EngineOnServer(server, bundle.manifest.version);
    const { stdout } = await laptop.must(['plan', ...laptop.to(server), '--bundle', bundle.path, '--json']);
    const plan = jsonLines<Plan>(stdout, 'digest')[0] as Plan;
    const crashes: readonly Crash[] = plan.steps.flatMap(({ step }) =>
      places.map((place) => ({ step, place, afterMs: strikesAfterMs[step] ?? 0 })),
    );
    const [first] = crashes;
    if (first === undefined) throw new Error('the plan is empty');
    const run = await engine.start(plan, first);
    for (let crash: Crash | undefined = first; crash !== undefined; ) {
      const { step, place }: Crash = crash;
      const last = await engine.ended(run);
      const told = JSON.stringify((await engine.journal(run)).slice(-2).map(({ event }) => event));
      expect(last?.kind, `${step} at ${place}: ${told}`).not.toBe('run-finished');
      const seen = (await engine.journal(run)).length;
      const later: readonly Crash[] = crashes.slice(crashes.indexOf(crash) + 1);
      // The next place, and the next step for a strike that came when all was done: then no other place of this step comes.
      const nextStep: Crash | undefined = later.find((one) => one.step !== step);
      const armed = [later[0], nextStep].filter((one) => one !== undefined);
      const began = Date.now();
      await engine.resume(run, ...armed);
      const resumedMs = Date.now() - began;
      await engine.ended(run);
      const next = nextOf(step, (await engine.journal(run)).slice(seen));
      table.push({ step, place, next, resumedMs });
      crash = next === 'found it done' ? nextStep : later[0];
    }
    const journal = await engine.journal(run);
    expect(journal.at(-1)?.event).toMatchObject({ kind: 'run-finished', outcome: 'done' });
    expect(table.filter(({ next }) => next === 'did not come to it')).toEqual([]);
    const again = await laptop.must(['install', ...laptop.to(server), '--bundle', bundle.path, '--yes', '--json']);
    expect(jsonLines<{ plan: Plan }>(again.stdout, 'plan')[0]?.plan.steps).toEqual([]);
    expect(await installedState(server)).toEqual(undisturbed);
  });
});

/** What the run after the kill did about the step. */
function nextOf(step: string, entries: readonly JournalEntry[]): string {
  const kinds = entries.flatMap(({ event }) => ('step' in event && event.step === step ? [event.kind] : []));
  if (kinds.includes('step-satisfied')) return 'found it done';
  return kinds.includes('step-started') ? 'did it again' : 'did not come to it';
}

async function installUndisturbed(): Promise<InstalledState> {
  const server = await startPracticeServer();
  const laptop = new Laptop();
  try {
    await laptop.must(['install', ...laptop.to(server), '--bundle', bundle.path, '--yes', '--report', 'report.html']);
    const state = await installedState(server);
    keepUndisturbed(bundle, state);
    return state;
  } finally {
    laptop.remove();
    await server.stop();
  }
}
