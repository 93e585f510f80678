import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { execute } from '../../../provision/ctl/execute.ts';
import type { World } from '../../../provision/ctl/world.ts';
import { journalPath } from '../../../provision/engine/follow.ts';
import { readJournal } from '../../../provision/engine/read-journal.ts';
import { reportOf } from '../../../provision/engine/report.ts';
import { reportHtml } from '../../../provision/engine/report-html.ts';
import { ProvisionError } from '../../../provision/model/error.ts';
import type { JournalEvent } from '../../../provision/model/journal.ts';
import type { Step } from '../../../provision/model/step.ts';
import { installRun, newRoot, requestInstall, requestUninstall, uncancelled, uninstallRun } from './rehearsal/bench.ts';
import { plantedSecret } from './rehearsal/steps.ts';
import { rehearsalWorld, treeHash } from './rehearsal/world.ts';

const roots: string[] = [];
function root(): string {
  const made = newRoot();
  roots.push(made);
  return made;
}
afterAll(() => {
  for (const folder of roots) rmSync(folder, { recursive: true, force: true });
});

function events(world: World, run = installRun): readonly JournalEvent[] {
  return readJournal(journalPath(world.paths, run)).entries.map(({ event }) => event);
}

/** The world with one step changed. */
function withStep(world: World, id: string, change: (step: Step) => Partial<Step>): World {
  return { ...world, steps: world.steps.map((step) => (step.id === id ? { ...step, ...change(step) } : step)) };
}

describe('the runner', () => {
  test('journals each step before and after, and proves the end', async () => {
    const folder = root();
    await requestInstall(folder);
    const world = rehearsalWorld(folder);
    expect(await execute(world, installRun, uncancelled)).toBe('done');
    expect(events(world).map(({ kind }) => kind)).toEqual([
      'run-started',
      ...['step-started', 'step-done'],
      ...['step-started', 'step-done'],
      ...['step-started', 'step-said', 'step-done'],
      ...['step-started', 'step-done'],
      ...['step-started', 'step-done'],
      'verified',
      'run-finished',
    ]);
    expect(existsSync(world.paths.lock)).toBe(false);
  });

  test('has the receipt on the disk, and in the journal, before a step is applied', async () => {
    const folder = root();
    await requestInstall(folder);
    const world = withStep(rehearsalWorld(folder), 'files/line', (step) => ({
      async apply(context, receipt) {
        const stored = readFileSync(join(world.paths.receipts, 'files__line.json'), 'utf8');
        expect(JSON.parse(stored)).toMatchObject({ receipt });
        expect(events(world).at(-1)).toMatchObject({ kind: 'step-started', step: 'files/line', receipt });
        await step.apply(context, receipt);
      },
    }));
    expect(await execute(world, installRun, uncancelled)).toBe('done');
  });

  test('disproves a step that says it is done, with the differences, and stops there', async () => {
    const folder = root();
    await requestInstall(folder);
    const world = withStep(rehearsalWorld(folder), 'files/line', () => ({ apply: async () => {} }));
    expect(await execute(world, installRun, uncancelled)).toBe('failed');
    const all = events(world);
    expect(all.at(-2)).toMatchObject({
      kind: 'step-failed',
      step: 'files/line',
      code: 'TT-STEP-01',
      evidence: [`file ${join(folder, 'target/etc/hosts')}: still to replace`],
    });
    expect(all.at(-1)).toMatchObject({ kind: 'run-finished', outcome: 'failed' });
    expect(existsSync(join(folder, 'target/data/lessons'))).toBe(false);
  });

  test('a failed run goes on where it stopped when it is resumed', async () => {
    const folder = root();
    await requestInstall(folder);
    const broken = withStep(rehearsalWorld(folder), 'files/line', () => ({
      apply: async () => {
        throw new ProvisionError({ code: 'TT-FILE-01', message: 'No space left.', evidence: ['needs 5 MB'] });
      },
    }));
    expect(await execute(broken, installRun, uncancelled)).toBe('failed');
    expect(events(broken).at(-2)).toMatchObject({ code: 'TT-FILE-01', evidence: ['needs 5 MB'] });
    const world = rehearsalWorld(folder);
    expect(await execute(world, installRun, uncancelled)).toBe('done');
    const resumed = events(world).slice(events(world).findIndex(({ kind }) => kind === 'run-resumed'));
    expect(resumed.map(({ kind }) => kind).slice(1, 5)).toEqual([...Array(3).fill('step-satisfied'), 'step-started']);
  });

  test('stops between two steps when it is cancelled, and says so', async () => {
    const folder = root();
    await requestInstall(folder);
    const cancel = new AbortController();
    const world = withStep(rehearsalWorld(folder), 'files/settings', (step) => ({
      async apply(context, receipt) {
        cancel.abort();
        expect(context.signal.aborted).toBe(false);
        await step.apply(context, receipt);
      },
    }));
    expect(await execute(world, installRun, { ...uncancelled, cancel: cancel.signal })).toBe('cancelled');
    expect(events(world).slice(-2)).toMatchObject([
      { kind: 'step-done', step: 'files/settings' },
      { kind: 'run-finished', outcome: 'cancelled' },
    ]);
  });

  test('fails when a final check fails, and the report is not done', async () => {
    const folder = root();
    await requestInstall(folder);
    const world: World = {
      ...rehearsalWorld(folder),
      verifications: [
        { name: 'Signs in', run: async () => Promise.reject(new Error('nobody there')) },
        { name: 'Answers', run: async () => ({ ok: true, detail: '200' }) },
      ],
    };
    expect(await execute(world, installRun, uncancelled)).toBe('failed');
    expect(events(world).slice(-3)).toMatchObject([
      { kind: 'verified', checks: [{ ok: false, detail: 'TT-BUG-01: nobody there' }, { ok: true }] },
      { kind: 'step-failed', step: 'verify', code: 'TT-HEALTH-01' },
      { kind: 'run-finished', outcome: 'failed' },
    ]);
    expect(reportOf(installRun, readJournal(journalPath(world.paths, installRun)).entries)?.outcome).toBe('not-done');
  });

  test('stops when its lock was taken', async () => {
    const folder = root();
    await requestInstall(folder);
    const world = withStep(rehearsalWorld(folder), 'files/folder', (step) => ({
      async apply(context, receipt) {
        await step.apply(context, receipt);
        rmSync(world.paths.lock, { recursive: true });
      },
    }));
    expect(await execute(world, installRun, uncancelled)).toBe('failed');
    expect(events(world).at(-2)).toMatchObject({ step: 'files/settings', code: 'TT-LOCK-01' });
  });

  test('never lets the planted secret into journal, report or page', async () => {
    const folder = root();
    await requestInstall(folder);
    const world = withStep(rehearsalWorld(folder), 'files/data', () => ({
      apply: async () => {
        throw new Error(`refused ${plantedSecret}`);
      },
    }));
    await execute(world, installRun, uncancelled);
    const text = readFileSync(journalPath(world.paths, installRun), 'utf8');
    const report = reportOf(installRun, readJournal(journalPath(world.paths, installRun)).entries);
    expect(text).toContain('the password is ***');
    for (const written of [text, JSON.stringify(report), report && reportHtml(report)]) {
      expect(written).not.toContain(plantedSecret);
      expect(written).not.toContain(Buffer.from(plantedSecret).toString('base64'));
    }
    expect(text).toContain('refused ***');
  });
});

describe('an uninstall', () => {
  async function installed(): Promise<string> {
    const folder = root();
    await requestInstall(folder);
    expect(await execute(rehearsalWorld(folder), installRun, uncancelled)).toBe('done');
    return folder;
  }

  test('puts back every byte and mode, leaves nothing of ours, and is a no-op the second time', async () => {
    const fresh = root();
    const folder = await installed();
    await requestUninstall(folder, true);
    const world = rehearsalWorld(folder);
    expect(await execute(world, uninstallRun, uncancelled)).toBe('done');
    expect(treeHash(join(folder, 'target'))).toBe(treeHash(join(fresh, 'target')));
    expect(statSync(join(folder, 'target/etc/foreign.conf')).mode & 0o777).toBe(0o604);
    expect(existsSync(world.paths.state)).toBe(false);
    expect(events(world, uninstallRun).at(-1)).toMatchObject({ kind: 'run-finished', outcome: 'done' });

    await requestUninstall(folder, true, '20260103t000000-cccccc');
    expect(await execute(world, '20260103t000000-cccccc', uncancelled)).toBe('done');
    expect(events(world, '20260103t000000-cccccc').map(({ kind }) => kind)).toEqual([
      'run-started',
      'verified',
      'run-finished',
    ]);
    expect(existsSync(world.paths.state)).toBe(false);
  });

  test('keeps data, and a later one that removes data still knows that the data is ours', async () => {
    const folder = await installed();
    await requestUninstall(folder, false);
    expect(await execute(rehearsalWorld(folder), uninstallRun, uncancelled)).toBe('done');
    const data = join(folder, 'target/data/lessons');
    expect(existsSync(data)).toBe(true);
    expect(existsSync(join(folder, 'target/etc/app'))).toBe(false);

    await requestInstall(folder, '20260103t000000-cccccc');
    expect(await execute(rehearsalWorld(folder), '20260103t000000-cccccc', uncancelled)).toBe('done');
    await requestUninstall(folder, true, '20260104t000000-dddddd');
    expect(await execute(rehearsalWorld(folder), '20260104t000000-dddddd', uncancelled)).toBe('done');
    expect(existsSync(data)).toBe(false);
  });

  test('leaves what somebody else put there since', async () => {
    const folder = await installed();
    writeFileSync(join(folder, 'target/etc/new-of-theirs'), 'theirs');
    await requestUninstall(folder, true);
    await execute(rehearsalWorld(folder), uninstallRun, uncancelled);
    expect(readFileSync(join(folder, 'target/etc/new-of-theirs'), 'utf8')).toBe('theirs');
  });

  test('fails when something of ours is still there at its end', async () => {
    const folder = await installed();
    await requestUninstall(folder, true);
    const world = withStep(rehearsalWorld(folder), 'files/folder', () => ({ undo: async () => {} }));
    expect(await execute(world, uninstallRun, uncancelled)).toBe('failed');
    expect(events(world, uninstallRun).at(-2)).toMatchObject({ code: 'TT-STEP-02' });
    expect(existsSync(world.paths.state)).toBe(true);
  });
});
