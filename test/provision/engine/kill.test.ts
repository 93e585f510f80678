import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { execute } from '../../../provision/ctl/execute.ts';
import { crashPlaces } from '../../../provision/engine/crash-point.ts';
import { readJournal } from '../../../provision/engine/read-journal.ts';
import {
  bundledProgram,
  installRun,
  newRoot,
  requestInstall,
  requestUninstall,
  runProgram,
  uncancelled,
  uninstallRun,
} from './rehearsal/bench.ts';
import { rehearsalSteps } from './rehearsal/steps.ts';
import { rehearsalWorld, treeHash } from './rehearsal/world.ts';

const stepIds = rehearsalSteps('/').map(({ id }) => id);
const points = stepIds.flatMap((step) => crashPlaces.map((place) => ({ step, place })));

let program: Awaited<ReturnType<typeof bundledProgram>>;
let installed: string;
let original: string;
let receipts: string;
const roots: string[] = [];

function root(): string {
  const made = newRoot();
  roots.push(made);
  return made;
}

const target = (folder: string) => treeHash(join(folder, 'target'));

/** What the receipts hold, without whose run took them. */
function receiptsOf(folder: string): string {
  const path = join(folder, 'engine/var/lib/teachtrack/receipts');
  const all = readdirSync(path).sort();
  return all.map((name) => readFileSync(join(path, name), 'utf8').replaceAll(folder, '')).join('');
}

beforeAll(async () => {
  program = await bundledProgram();
  const undisturbed = root();
  original = target(undisturbed);
  await requestInstall(undisturbed);
  expect((await runProgram(program.path, undisturbed, ['run', '--run', installRun])).code).toBe(0);
  installed = target(undisturbed);
  receipts = receiptsOf(undisturbed);
});

afterAll(() => {
  program.remove();
  for (const folder of roots) rmSync(folder, { recursive: true, force: true });
});

const killedAt = (step: string, place: string) => ({
  TEACHTRACK_REHEARSAL: '1',
  TEACHTRACK_CRASH_POINT: `${step}:${place}:20`,
});

describe.concurrent('a run killed with SIGKILL', { timeout: 600_000 }, () => {
  test.each(points)(
    'at $step, $place, is resumed to the same state, and undone to the state before us',
    async ({ step, place }) => {
      const folder = root();
      await requestInstall(folder);
      const killed = await runProgram(program.path, folder, ['run', '--run', installRun], {
        env: killedAt(step, place),
      });
      expect(killed.signal).toBe('SIGKILL');

      const world = rehearsalWorld(folder);
      expect(await execute(world, installRun, uncancelled)).toBe('done');
      expect(world.complained.join()).toContain('was taken over: its process is gone');
      expect(target(folder)).toBe(installed);
      expect(receiptsOf(folder)).toBe(receipts);
      const { entries } = readJournal(join(world.paths.runs, installRun, 'journal.jsonl'));
      expect(entries.map(({ event }) => event.kind)).toContain('run-resumed');
      expect(entries.at(-1)?.event).toMatchObject({ kind: 'run-finished', outcome: 'done' });

      await requestUninstall(folder, true);
      expect(await execute(world, uninstallRun, uncancelled)).toBe('done');
      expect(target(folder)).toBe(original);
    },
  );

  test.each(['before-receipt', 'mid-apply', 'after-apply', 'after-check'])(
    'while it puts files back, %s, is resumed to the state before us',
    async (place) => {
      const folder = root();
      await requestInstall(folder);
      await execute(rehearsalWorld(folder), installRun, uncancelled);
      await requestUninstall(folder, true);
      const env = { ...killedAt('files/settings', place), TEACHTRACK_CRASH_POINT: `files/settings:${place}:1` };
      expect((await runProgram(program.path, folder, ['run', '--run', uninstallRun], { env })).signal).toBe('SIGKILL');
      expect(await execute(rehearsalWorld(folder), uninstallRun, uncancelled)).toBe('done');
      expect(target(folder)).toBe(original);
    },
  );

  test('is not killed by a crash point outside a rehearsal', async () => {
    const folder = root();
    await requestInstall(folder);
    const env = { ...killedAt('files/folder', 'after-apply'), TEACHTRACK_REHEARSAL: '' };
    expect((await runProgram(program.path, folder, ['run', '--run', installRun], { env })).code).toBe(0);
  });
});
