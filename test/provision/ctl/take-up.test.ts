import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetRotation, noteRotation, rotationUnderWay } from '../../../provision/ctl/rotation-under-way.ts';
import { type RunRequest, writeRequest } from '../../../provision/ctl/run-folder.ts';
import { takeUpUnfinished } from '../../../provision/ctl/take-up.ts';
import type { World } from '../../../provision/ctl/world.ts';
import { journalPath } from '../../../provision/engine/follow.ts';
import { Journal } from '../../../provision/engine/journal.ts';
import { acquireLock } from '../../../provision/engine/lock.ts';
import { Redactor } from '../../../provision/engine/redact.ts';
import { readState } from '../../../provision/ops/state-file.ts';
import { origin, rehearsalWorld } from '../engine/rehearsal/world.ts';

const run = '20260302t120000-abcdef';
const later = '20260302t130000-abcdef';
const rotation = { what: ['database'], finishCa: false } as const;
const plan = { kind: 'install', version: '1.2.3' } as unknown as RunRequest['plan'];
const request = { plan, origin, rotation, bundle: { version: '1.2.3', path: '/none' } } satisfies RunRequest;
type Outcome = 'done' | 'failed' | 'cancelled';

let folder: string;
let waited: number[];
let begun: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teachtrack-take-up-'));
  [waited, begun] = [[], 0];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A server on which a change of secrets was cut off; each try ends as is said, or cannot even be started. */
function cutOff(outcomes: readonly (Outcome | Error)[], unitStates: readonly string[] = []) {
  const whole = rehearsalWorld(folder);
  const states = [...unitStates];
  const world: World = {
    ...whole,
    transport: {
      ...whole.transport,
      run: async () => ({ exitCode: 0, stdout: states.shift() ?? 'inactive', stderr: '', durationMs: 0 }),
    },
    launch: async (id) => {
      const outcome = outcomes[begun] ?? 'failed';
      begun += 1;
      if (outcome instanceof Error) throw outcome;
      const lock = acquireLock(whole.paths.lock, { ...origin, run: id }, whole.host);
      ended(whole, id, outcome);
      lock.release();
    },
  };
  writeRequest(whole.paths, run, request);
  noteRotation(whole.paths, run);
  const state = () => readState('unfinished', whole.operation.stateFiles);
  return { world, state, said: whole.complained, marker: () => rotationUnderWay(whole.paths) };
}

/** As a run does: it is under way no more, however it ended. */
function ended({ paths }: World, id: string, outcome: Outcome): void {
  const journal = Journal.open(journalPath(paths, id), new Redactor([]));
  journal.append({ kind: 'run-finished', outcome, durationMs: 1 });
  journal.close();
  forgetRotation(paths);
}

const wait = async (seconds: number) => void waited.push(seconds);

test('tries again what fails while the server starts, and says that it is over', async () => {
  const { world, state, marker } = cutOff([new Error('systemd is busy'), 'failed', 'done']);
  expect(await takeUpUnfinished(world, wait)).toBe(0);
  expect(begun).toBe(3);
  expect(waited).toEqual([0, 10, 20]);
  expect(state()).toMatchObject({ ok: true, tries: 3, unit: `teachtrack-run-${run}.service` });
  expect(marker()).toBeUndefined();
});

test('gives up after a bounded number of tries, tells people, and sees when a person has ended it', async () => {
  const { world, state, said, marker } = cutOff([]);
  let told: unknown;
  await takeUpUnfinished(world, async (seconds) => {
    waited.push(seconds);
    if (begun < 11 || seconds !== 30 || told !== undefined) return;
    if (state()?.ok !== false) return;
    told = { state: state(), marker: marker() };
    ended(world, run, 'done');
  });
  expect(begun).toBe(11);
  const summary = expect.stringContaining(`teachtrackctl resume --run ${run}`);
  expect(told).toMatchObject({ state: { ok: false, tries: 11, summary }, marker: run });
  expect(state()).toMatchObject({ ok: true });
  expect(said.join('\n')).toContain('did not come to its end in 11 tries');
});

test('a power cut between two tries leaves it to the next start', async () => {
  const { world, marker } = cutOff(['failed', 'done']);
  const between: unknown[] = [];
  await takeUpUnfinished(world, async (seconds) => void (seconds === 10 && between.push(marker())));
  expect(between).toEqual([run]);
});

test('begins nothing while somebody is at work, and nothing that a person has cancelled or taken back', async () => {
  const { world, state } = cutOff([], ['activating', 'active', 'inactive']);
  const lock = acquireLock(world.paths.lock, { ...origin, run: later }, world.host);
  await takeUpUnfinished(world, async (seconds) => {
    waited.push(seconds);
    if (waited.length < 3) return;
    lock.release();
    writeRequest(world.paths, later, { ...request, rotation: { ...rotation, back: run } });
  });
  expect(waited).toEqual([0, 2, 2, 2, 2]);
  expect(begun).toBe(0);
  expect(state()).toBeUndefined();
});

test('what a person has cancelled stays as it is', async () => {
  const { world, marker } = cutOff([]);
  ended(world, run, 'cancelled');
  noteRotation(world.paths, run);
  await takeUpUnfinished(world, wait);
  expect([begun, marker()]).toEqual([0, undefined]);
});

test('never begins a second one when systemd does not say how the first is', async () => {
  const { world } = cutOff(['done']);
  let asked = 0;
  const run = async () => {
    asked += 1;
    if (asked < 3) throw new Error('systemctl took longer than 60 s');
    return { exitCode: 3, stdout: 'inactive\n', stderr: '', durationMs: 0 };
  };
  await takeUpUnfinished({ ...world, transport: { ...world.transport, run } }, wait);
  expect(waited).toEqual([0, 2, 2]);
  expect(begun).toBe(1);
});
