import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Trial } from '../../../installer/contract/calls/firewall.ts';
import type { Planning } from '../../../installer/contract/calls/plan.ts';
import type { RunItem } from '../../../installer/contract/calls/run.ts';
import { faceErrorOf } from '../../../installer/contract/error.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { Feed } from '../harness/feed.ts';
import { looked, openStage, type Stage } from '../harness/looking.ts';
import {
  backPreview,
  backReady,
  failedUpgrade,
  firewallInForce,
  firewallNow,
  namesNow,
  preflight,
  refusedPreflight,
  upgradeLook,
  upgradeReady,
} from '../harness/release-samples.ts';
import { heldWith, plan, runName, verified } from '../harness/samples.ts';
import { type Handling, Script } from '../harness/script.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

type Kind = 'upgrade' | 'back';

/** A host that makes plans of one kind as its feed tells. */
function making(kind: Kind, answers: Partial<Handling>) {
  const feed = new Feed<Planning>();
  const made: unknown[] = [];
  const script = new Script({
    'upgrade.look': async () => upgradeLook,
    'plan.make': async ({ wish }) => {
      made.push(wish);
      script.held.give([heldWith({ plan: { kind, state: 'working' } })]);
      return {};
    },
    'plan.follow': (_input, { from, signal }) => feed.from(from, signal),
    ...answers,
  });
  script.held.give([heldWith()]);
  return { script, feed, made };
}

describe('an upgrade', () => {
  test('is looked at, judged, agreed to and begun', async () => {
    const started: unknown[] = [];
    const { script, feed, made } = making('upgrade', {
      'run.start': async (input) => {
        started.push(input);
        // As the program does: the plan is gone before the answer is there.
        script.held.give([heldWith({ run: { run: runName, kind: 'upgrade', state: 'running' } })]);
        return { run: runName };
      },
      'run.follow': async function* () {},
    });
    const page = await stage.open(script, '/c/c1/manage/upgrade');
    await page.getByText('Version 0.2.0 can be put on this server.').waitFor();
    await looked(page, 'upgrade', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: 'See what would be done' }).click();
    feed.give({ kind: 'opening-bundle' }, { kind: 'checking' });
    feed.give({ kind: 'sending', sentBytes: 61_000_000, totalBytes: 187_000_000 });
    await page.getByText('61 MB of 187 MB').waitFor();
    await looked(page, 'upgrade-making');
    feed.give({ kind: 'preflight', preflight }, { kind: 'asking' }, upgradeReady);
    feed.end();
    await page.getByText('88 GB free').waitFor();
    await page.getByText('Because of 0091-grades').waitFor();
    await looked(page, 'upgrade-ready', ['light', 'dark', 'phone']);
    await page.getByText('Every change, step by step').click();
    await page.getByText('Trial of the new release').waitFor();
    await page.getByRole('button', { name: 'Upgrade now' }).click();
    await looked(page, 'upgrade-agree', ['light', 'phone']);
    await page.getByRole('dialog').getByRole('button', { name: 'Upgrade', exact: true }).click();
    await page.waitForURL(({ hash }) => hash === `#/c/c1/runs/${runName}`);
    expect(made).toEqual([{ kind: 'upgrade' }]);
    expect(started).toEqual([{ connection: 'c1', digest: upgradeReady.plan.digest }]);
    await page.close();
  });

  test('that the server refuses is told with every reason, and can be tried again', async () => {
    const { script, feed, made } = making('upgrade', {});
    const page = await stage.open(script, '/c/c1/manage/upgrade');
    await page.getByRole('button', { name: 'See what would be done' }).click();
    const error = faceErrorOf({
      code: 'TT-FILE-01',
      message: 'There is not enough space. At /var/lib: 9.4 GB needed, 2.1 GB free.',
      evidence: [],
    });
    feed.give({ kind: 'preflight', preflight: refusedPreflight }, { kind: 'failed', error });
    feed.end();
    await page.getByText('Space', { exact: true }).waitFor();
    await page.getByText('Code TT-FILE-01').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Upgrade now' }).count()).toBe(0);
    await looked(page, 'upgrade-refused', ['light', 'phone']);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => made.length).toBe(2);
    await page.close();
  });

  test.each([
    ['same', '0.1.0', '0.1.0', 'Version 0.1.0 is up to date'],
    ['older', '0.0.9', '0.0.1', 'The bundle on this laptop is 0.0.9, which is older'],
    ['skips', '0.4.0', '0.3.0', 'Get the bundle of 0.3.0, upgrade to it, and then to 0.4.0.'],
  ] as const)('to a bundle that is %s is not offered, and the window says why', async (way, version, needed, said) => {
    const { script } = making('upgrade', {
      'upgrade.look': async () => ({ ...upgradeLook, bundle: { kind: 'found', version, way, needed } }),
    });
    const page = await stage.open(script, '/c/c1/manage/upgrade');
    await page.getByText(said).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'See what would be done' }).count()).toBe(0);
    if (way !== 'older') await looked(page, `upgrade-${way}`);
    await page.close();
  });

  test('another’s is watched; without a bundle its folder is asked for; the last one is told with its way back', async () => {
    const folders: unknown[] = [];
    const error = faceErrorOf({ code: 'TT-BUNDLE-01', message: 'No bundle was found.', evidence: [] });
    const { script } = making('upgrade', {
      'upgrade.look': async ({ bundle }) => {
        folders.push(bundle);
        return {
          ...upgradeLook,
          bundle: { kind: 'none', error },
          holder: { who: 'joseph', from: 'district-laptop', run: runName, since: '2026-11-26T08:00:00Z' },
          last: {
            ...{ at: '2026-11-26T07:40:00.000Z', ok: true, run: runName, from: '0.0.9', to: '0.1.0' },
            summary: 'TeachTrack was upgraded from 0.0.9 to 0.1.0.',
          },
          back: { to: '0.0.9', losesData: true },
        };
      },
    });
    const page = await stage.open(script, '/c/c1/manage/upgrade');
    await page.getByText('joseph from district-laptop has been at work here').waitFor();
    await page.getByText('TeachTrack was upgraded from 0.0.9 to 0.1.0.').waitFor();
    await page.getByRole('button', { name: 'See what going back would do' }).waitFor();
    await looked(page, 'upgrade-busy', ['light', 'phone']);
    await page.getByLabel('Folder of the bundle').fill('/media/usb/teachtrack-0.2.0');
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await expect.poll(() => folders.at(-1)).toBe('/media/usb/teachtrack-0.2.0');
    await page.close();
  });

  test('that failed at a gate says which, and that the version before serves again', async () => {
    const feed = new Feed<RunItem>();
    const script = new Script({
      'run.follow': (_input, { from, signal }) => feed.from(from, signal),
      'report.file': async () => ({ name: 'report.html', type: 'text/html', text: '' }),
    });
    script.held.give([heldWith({ run: { run: runName, kind: 'upgrade', state: 'running' } })]);
    const page = await stage.open(script, `/c/c1/runs/${runName}`);
    const give = (entries: ReturnType<typeof failedUpgrade>) =>
      feed.give(...entries.map((entry): RunItem => ({ kind: 'entry', entry })));
    const before = failedUpgrade([]);
    give(before);
    await page.getByRole('heading', { name: 'Upgrading', exact: true }).waitFor();
    await page.getByText('version 0.1.0 is being brought back').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Stop', exact: true }).count()).toBe(0);
    await looked(page, 'upgrade-going-back');
    const after = failedUpgrade([
      { kind: 'step-done', step: 'upgrade/back', evidence: ['release 0.1.0 serves again'], durationMs: 21_000 },
      { kind: 'verified', checks: verified },
      { kind: 'run-finished', outcome: 'failed', durationMs: 64_000 },
    ]);
    give(after.slice(before.length));
    feed.give({ kind: 'end', outcome: 'failed' });
    feed.end();
    await page.getByRole('heading', { name: 'The upgrade did not work, and version 0.1.0 serves again' }).waitFor();
    await page.getByText('The gate that failed: Trial of the new release').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Try again from this step' }).count()).toBe(0);
    await looked(page, 'upgrade-went-back', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: 'To the upgrade page' }).waitFor();
    await page.close();
  });

  test('and every other run is called what it does', async () => {
    let part: object = {};
    const script = new Script({
      'run.follow': async function* (_input, { signal }) {
        const started = { kind: 'run-started', plan: { ...plan, ...part }, origin: { who: 'anna', from: 'laptop' } };
        yield {
          seq: 1,
          value: { kind: 'entry', entry: { seq: 1, at: '2026-11-26T08:15:00Z', event: started } },
        } as never;
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      },
    });
    script.held.give([heldWith()]);
    const page = await stage.open(script, '/c/c1/manage');
    for (const [number, [meant, title]] of [
      [{ purpose: 'put-back' }, 'Putting back what was changed'],
      [{ purpose: 'rotation' }, 'Changing the secrets'],
      [{ upgrade: backReady.plan.upgrade }, 'Going back to the version before'],
    ].entries() as Iterable<[number, [object, string]]>) {
      part = meant;
      await page.goto(`${stage.served.address}#/c/c1/runs/${runName.slice(0, -1)}${number}`);
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
    }
    await page.close();
  });
});

describe('going back', () => {
  test('shows what would be lost, saves it, and begins only after the address was typed', async () => {
    const started: unknown[] = [];
    const { script, feed, made } = making('back', {
      'upgrade.export': async () => ({ kind: 'content', name: 'teachtrack-written.tar.gz', base64: 'H4sIAA==' }),
      'run.start': async (input) => {
        started.push(input);
        throw new ProvisionError({ code: 'TT-LOCK-01', message: 'joseph is at work on it.' });
      },
    });
    feed.give({ kind: 'asking' }, { kind: 'preview', preview: backPreview }, backReady);
    feed.end();
    const page = await stage.open(script, '/c/c1/manage/upgrade/back');
    await page.getByText('Schemes of work').waitFor();
    await page.getByText('41 entries').waitFor();
    await page.getByText('school_motto').waitFor();
    await page.getByText('Packages of the system stay as new').waitFor();
    await looked(page, 'go-back', ['light', 'dark', 'phone']);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save what was written since' }).click();
    expect((await download).suggestedFilename()).toBe('teachtrack-written.tar.gz');
    await page.getByRole('button', { name: 'Go back to 0.1.0' }).click();
    const agree = page.getByRole('dialog').getByRole('button', { name: 'Go back to 0.1.0' });
    expect(await agree.isDisabled()).toBe(true);
    await page.getByLabel('Type 10.20.0.5 to go on').fill('10.20.0.5');
    await looked(page, 'go-back-agree', ['light', 'phone']);
    await agree.click();
    await page.getByText('joseph is at work on it.').waitFor();
    expect(made).toEqual([{ kind: 'back' }]);
    expect(started).toEqual([{ connection: 'c1', digest: backReady.plan.digest, typed: '10.20.0.5' }]);
    await page.close();
  });

  test('that loses nothing says so; one that is not possible says why', async () => {
    const safe = making('back', {});
    safe.feed.give({ kind: 'preview', preview: { ...backPreview, losesData: false } }, backReady);
    const page = await stage.open(safe.script, '/c/c1/manage/upgrade/back');
    await page.getByText('Going back from 0.2.0 to 0.1.0 loses nothing').waitFor();
    await looked(page, 'go-back-keeps');
    await page.close();
    const none = making('back', {});
    const message = 'There is no release to go back to: this server was not upgraded, or it went back already.';
    none.feed.give({ kind: 'failed', error: faceErrorOf({ code: 'TT-VERSION-01', message, evidence: [] }) });
    const other = await stage.open(none.script, '/c/c1/manage/upgrade/back');
    await other.getByText('There is no release to go back to').waitFor();
    await other.close();
  });
});

describe('the firewall', () => {
  /** A host whose trial goes as its feed tells. */
  function trying(answers: Partial<Handling> = {}) {
    const feed = new Feed<Trial>();
    const script = new Script({
      'firewall.look': async () => firewallNow,
      'firewall.try': async () => ({}),
      'firewall.follow': (_input, { from, signal }) => feed.from(from, signal),
      ...answers,
    });
    script.held.give([heldWith()]);
    return { script, feed };
  }
  const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

  test('is put in force on trial, with the time that is left, and proven by a new connection', async () => {
    const { script, feed } = trying({ 'firewall.off': async () => firewallNow });
    const page = await stage.open(script, '/c/c1/manage/firewall');
    await page.getByText('Port 9090 (python3)').waitFor();
    await looked(page, 'firewall', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: 'Put it in force' }).click();
    await looked(page, 'firewall-agree');
    await page.getByRole('dialog').getByRole('button', { name: 'Put it in force' }).click();
    feed.give({ kind: 'arming' }, { kind: 'on-trial', endsAt: inSeconds(60) });
    await page.getByText(/Without that proof they go away in [1-5]?\d seconds/).waitFor();
    await looked(page, 'firewall-trial', ['light', 'phone']);
    feed.give({ kind: 'in-force', firewall: firewallInForce });
    feed.end();
    await page.getByText('This laptop came in anew, and the rules stay').waitFor();
    await page.getByText('Closed, though a program listens there').waitFor();
    await looked(page, 'firewall-in-force', ['light', 'phone']);
    await page.getByRole('button', { name: 'Switch it off' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Switch it off' }).click();
    await page.getByRole('button', { name: 'Put it in force' }).waitFor();
    await page.close();
  });

  test('that shut this laptop out is told, and is taken back by the server', async () => {
    let looks = 0;
    const { script, feed } = trying({
      'firewall.look': async () => {
        looks += 1;
        return firewallNow;
      },
    });
    const page = await stage.open(script, '/c/c1/manage/firewall');
    await page.getByRole('button', { name: 'Put it in force' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Put it in force' }).click();
    const message = 'With the firewall in force this laptop did not get in any more, so the server takes it back.';
    const error = faceErrorOf({ code: 'TT-SSH-03', message, evidence: [] });
    feed.give({ kind: 'failed', error, endsAt: inSeconds(8) });
    feed.end();
    await page.getByText('this laptop did not get in any more').waitFor();
    await page.getByText('this laptop did not get in any more').waitFor({ state: 'detached' });
    expect(looks).toBeGreaterThan(1);
    await page.close();
  });

  test('of somebody else is left alone, and the window says what to open in it', async () => {
    const summary = 'The firewall ufw is in charge; the ports 80, 443, 2222 must be open in it.';
    const foreign = { ...firewallNow, ok: null, state: 'foreign' as const, foreign: 'ufw' as const, summary };
    const { script } = trying({ 'firewall.look': async () => foreign });
    const page = await stage.open(script, '/c/c1/manage/firewall');
    await page.getByText('ufw allow 2222/tcp').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Put it in force' }).count()).toBe(0);
    await looked(page, 'firewall-foreign');
    await page.close();
  });
});

test('names are shown as both sides find them, with what to enter in the DNS', async () => {
  const script = new Script({ 'names.look': async () => namesNow });
  script.held.give([heldWith()]);
  const page = await stage.open(script, '/c/c1/manage/names');
  await page.getByText('teachtrack.local').waitFor();
  await page.getByText('10.20.0.77').waitFor();
  await page.getByText('10.20.0.6 is an address of the site').waitFor();
  await looked(page, 'names', ['light', 'dark', 'phone']);
  await page.getByRole('button', { name: 'Copy: Request for the DNS' }).waitFor();
  await page.close();
});
