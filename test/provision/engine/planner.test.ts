import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { execute } from '../../../provision/ctl/execute.ts';
import { installPlan, uninstallPlan } from '../../../provision/ctl/planning.ts';
import { digestOf } from '../../../provision/engine/canonical.ts';
import { planInstall } from '../../../provision/engine/planner.ts';
import { Receipts } from '../../../provision/engine/receipts.ts';
import { ProvisionError } from '../../../provision/model/error.ts';
import type { Step, StepContext } from '../../../provision/model/step.ts';
import {
  bundleOf,
  installRun,
  newRoot,
  requestInstall,
  requestUninstall,
  uncancelled,
  uninstallRun,
} from './rehearsal/bench.ts';
import { rehearsalWorld, treeHash, wanted } from './rehearsal/world.ts';

const roots: string[] = [];
function root(): string {
  const made = newRoot();
  roots.push(made);
  return made;
}
afterAll(() => {
  for (const folder of roots) rmSync(folder, { recursive: true, force: true });
});

const context = { bundle: { version: '1.2.3', path: '/bundle' }, wanted } as StepContext;

function step(id: string, check: Step['check'], needs: readonly string[] = []): Step {
  return { id, title: id, needs, seconds: 1, check, apply: async () => {}, undo: async () => {} };
}

describe('the planner', () => {
  test('shows every pending step in order, with its changes, and writes nothing', async () => {
    const folder = root();
    const before = treeHash(folder);
    const plan = await installPlan(rehearsalWorld(folder), wanted, bundleOf(folder));
    expect(plan.steps.map((one) => one.step)).toEqual([
      'files/folder',
      'files/settings',
      'files/secret',
      'files/line',
      'files/data',
    ]);
    expect(plan.steps[1]?.changes).toContainEqual({
      kind: 'file',
      path: join(folder, 'target/etc/foreign.conf'),
      action: 'replace',
    });
    expect(plan.satisfied).toEqual([]);
    expect(treeHash(folder)).toBe(before);
  });

  test('plans nothing the second time, and still writes nothing', async () => {
    const folder = root();
    await requestInstall(folder);
    await execute(rehearsalWorld(folder), installRun, uncancelled);
    const before = treeHash(folder);
    const plan = await installPlan(rehearsalWorld(folder), wanted, bundleOf(folder));
    expect(plan.steps).toEqual([]);
    expect(plan.satisfied).toHaveLength(5);
    expect(treeHash(folder)).toBe(before);
  });

  test('gives the same digest for the same plan, and another one when anything differs', async () => {
    const folder = root();
    const plan = await installPlan(rehearsalWorld(folder), wanted, bundleOf(folder));
    const again = await installPlan(rehearsalWorld(folder), wanted, bundleOf(folder));
    expect(again.digest).toBe(plan.digest);
    const { digest, version, ...rest } = plan;
    expect(digestOf({ version, ...rest })).toBe(digest);
    writeFileSync(join(folder, 'target/secrets/password'), 'theirs');
    expect((await installPlan(rehearsalWorld(folder), wanted, bundleOf(folder))).digest).not.toBe(plan.digest);
  });

  test('checks four at once, never more, and keeps the order', async () => {
    let underWay = 0;
    let most = 0;
    const steps = Array.from({ length: 12 }, (_, at) =>
      step(`s${at}`, async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await sleep(12 - at);
        underWay -= 1;
        return { kind: 'pending', changes: [], receipt: {} };
      }),
    );
    const plan = await planInstall(steps, context);
    expect(most).toBe(4);
    expect(plan.steps.map((one) => one.step)).toEqual(steps.map(({ id }) => id));
  });

  test('keeps the code of a check that cannot be made, and says which', async () => {
    const broken = step('a', async () => {
      throw new ProvisionError({ code: 'TT-DATA-01', message: 'Somebody else’s database.' });
    });
    await expect(planInstall([broken], context)).rejects.toMatchObject({
      code: 'TT-DATA-01',
      message: 'a: Somebody else’s database.',
    });
  });

  test('plans to take back only what is still ours, now and once the data alone is left, and nothing of somebody else', async () => {
    const folder = root();
    const world = rehearsalWorld(folder);
    await requestInstall(folder);
    await execute(world, installRun, uncancelled);
    const foreign = new ProvisionError({ code: 'TT-DATA-01', message: 'moodle' });
    const asking = (stillOurs: NonNullable<Step['stillOurs']>) => ({
      ...world,
      steps: world.steps.map((one) => (one.id === 'files/data' ? { ...one, stillOurs } : one)),
    });
    const refusing = asking((context) => Promise.reject(context.removeData ? foreign : new Error('data is kept')));
    await expect(uninstallPlan(refusing, true)).rejects.toBe(foreign);
    const lessening = asking(async () => ({ receipt: { less: true }, changes: [] }));
    const plan = await uninstallPlan(lessening, false);
    expect(plan.steps[0]).toMatchObject({ step: 'files/data', changes: [] });
    await requestUninstall(folder, false);
    await execute(lessening, uninstallRun, uncancelled);
    const receipts = new Receipts(world.paths.receipts);
    expect(receipts.read('files/data')).toMatchObject({ receipt: { less: true }, changes: [], dataKept: true });
  });

  test('plans an uninstall backwards from the receipts, and nothing on a server that has none', async () => {
    const folder = root();
    expect((await uninstallPlan(rehearsalWorld(folder), true)).steps).toEqual([]);
    await requestInstall(folder);
    await execute(rehearsalWorld(folder), installRun, uncancelled);
    const plan = await uninstallPlan(rehearsalWorld(folder), true);
    expect(plan.steps.map((one) => one.step)).toEqual([
      'files/data',
      'files/line',
      'files/secret',
      'files/settings',
      'files/folder',
    ]);
    expect(plan.steps[0]?.changes).toEqual([
      { kind: 'file', path: join(folder, 'target/data/lessons'), action: 'remove' },
    ]);
  });
});
