import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Planning } from '../../installer/contract/calls/plan.ts';
import type { RunItem } from '../../installer/contract/calls/run.ts';
import { isTooWide, violations } from '../browser/browser.ts';
import { Feed } from './harness/feed.ts';
import { openStage, type Stage } from './harness/looking.ts';
import { checkedOf, comesIn, fingerprint, heldWith, journal, ready, runName, wanted } from './harness/samples.ts';
import { Script } from './harness/script.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

/** A whole way from the list to the run, as a host that says yes to everything would answer it. */
function willing() {
  const planning = new Feed<Planning>();
  const run = new Feed<RunItem>();
  planning.give(ready);
  planning.end();
  const script = new Script({
    'connection.look': async () => ({
      identity: 'new',
      seen: { type: 'ssh-ed25519', fingerprint },
      confirmed: null,
      compare: 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
    }),
    'connection.confirm': async () => ({}),
    'connection.open': async () => {
      script.held.give([heldWith()]);
      return heldWith();
    },
    'check.last': async () => checkedOf('bookworm-16-cores'),
    'answers.get': async () => ({
      answers: { version: 1 },
      typed: [],
      wanted: structuredClone(wanted) as never,
      ssh: comesIn,
    }),
    'plan.make': async () => {
      script.held.give([heldWith({ checkedAt: '2026-11-26T08:12:00Z', plan: { kind: 'install', state: 'ready' } })]);
      return {};
    },
    'plan.follow': (_input, { from, signal }) => planning.from(from, signal),
    'run.start': async () => {
      script.held.give([
        heldWith({
          checkedAt: '2026-11-26T08:12:00Z',
          plan: { kind: 'install', state: 'ready' },
          run: { run: runName, kind: 'install', state: 'running' },
        }),
      ]);
      return { run: runName };
    },
    'run.follow': (_input, { from, signal }) => run.from(from, signal),
  });
  script.held.give([]);
  return { script, run };
}

describe('by keyboard alone', () => {
  test('one comes from the list of servers to a run, and the focus is always in sight and at the page’s beginning', async () => {
    const { script, run } = willing();
    run.give(...journal(5).map((entry): RunItem => ({ kind: 'entry', entry })));
    const page = await stage.open(script, '/');
    const heading = async (name: string) => {
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
      expect(await page.title()).toContain('TeachTrack Installer');
    };
    const press = async (name: string) => {
      const wanted = page.getByRole('button', { name, exact: true });
      await wanted.waitFor();
      for (let presses = 0; presses < 60; presses += 1) {
        if (await wanted.evaluate((one) => one === document.activeElement)) {
          const isInSight = await wanted.evaluate((one) => {
            const { top, bottom } = one.getBoundingClientRect();
            return top >= 0 && bottom <= window.innerHeight;
          });
          expect({ name, isInSight }).toEqual({ name, isInSight: true });
          await page.keyboard.press('Enter');
          return;
        }
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab never came to ${name}`);
    };
    await heading('Set up your first server');
    await press('Begin');
    await heading('Where is the server?');
    await page.keyboard.type('10.20.0.5');
    await page.keyboard.press('Enter');
    await heading('Is this the right server?');
    const same = page.getByLabel(/I compared them/);
    while (!(await same.evaluate((one) => one === document.activeElement))) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await press('Go on');
    await heading('Sign in to the server');
    await page.keyboard.type('anna');
    const password = page.getByRole('textbox', { name: 'Password', exact: true });
    while (!(await password.evaluate((one) => one === document.activeElement))) await page.keyboard.press('Tab');
    await page.keyboard.type('secret');
    await page.keyboard.press('Enter');
    await heading('Connected');
    await press('Look at the server');
    await heading('What the server is good for');
    await press('Configure');
    await heading('How should it be set up?');
    await press('Make the plan');
    await heading('What would be changed');
    await press('Install now');
    await page.getByRole('dialog').waitFor();
    await press('Install');
    await heading('Installing');
    await page.close();
  });

  test('the first thing in the window leads past the rail, and is seen when it has the focus', async () => {
    const { script } = willing();
    const page = await stage.open(script, '/connect');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const first = page.locator('a, button, input').first();
    await first.focus();
    expect(await first.innerText()).toBe('Skip to the page');
    expect((await first.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('page');
    await page.close();
  });
});

describe('for eyes', () => {
  test('at twice the size everything is there without scrolling sideways', async () => {
    const { script, run } = willing();
    run.give(...journal(5).map((entry): RunItem => ({ kind: 'entry', entry })));
    script.held.give([
      heldWith({
        checkedAt: '2026-11-26T08:12:00Z',
        plan: { kind: 'install', state: 'ready' },
        run: { run: runName, kind: 'install', state: 'running' },
      }),
    ]);
    const page = await stage.open(script, '/c/c1/install');
    // 1366 × 768 at 200 % is a window of half the points.
    await page.setViewportSize({ width: 683, height: 384 });
    for (const [place, name] of [
      ['/c/c1/install', 'Installing'],
      ['/c/c1/check', 'What the server is good for'],
      ['/c/c1/configure', 'How should it be set up?'],
      ['/c/c1/plan', 'What would be changed'],
    ] as const) {
      await page.goto(`${stage.served.address}#${place}`);
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      expect({ place, isTooWide: await isTooWide(page) }).toEqual({ place, isTooWide: false });
    }
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test('nothing slides where the person asked for less motion', async () => {
    const { script } = willing();
    const page = await stage.open(script, '/connect');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByText('How do I find the address?').click();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await page.close();
  });
});

describe('a run of five thousand entries', () => {
  test('comes up whole, with only the rows in sight in the page', async () => {
    const { script, run } = willing();
    script.held.give([heldWith({ run: { run: runName, kind: 'install', state: 'running' } })]);
    run.give(...journal(20, 5_000).map((entry): RunItem => ({ kind: 'entry', entry })));
    const page = await stage.open(script, '/c/c1/install');
    await page.getByText(/Everything the server said \(50\d\d lines\)/).click();
    await page.getByText('Setting up library 5000').first().waitFor();
    expect(await page.getByRole('region', { name: 'Log of the run' }).locator('time').count()).toBeLessThan(60);
    await page.getByRole('region', { name: 'Log of the run' }).focus();
    await page.keyboard.press('Home');
    await page.getByText('08:15:01').waitFor();
    await page.close();
  });
});
