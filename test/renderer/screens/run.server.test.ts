import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import type { Planning } from '../../../installer/contract/calls/plan.ts';
import type { RunItem } from '../../../installer/contract/calls/run.ts';
import type { FaceEntry } from '../../../installer/contract/shapes/journal.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { Feed } from '../harness/feed.ts';
import { looked, openStage, type Stage } from '../harness/looking.ts';
import { heldWith, journal, plan, ready, removalPlan, report, runName, verified } from '../harness/samples.ts';
import { type Handling, Script } from '../harness/script.ts';
import { alertSettings } from '../harness/upkeep-samples.ts';
import { breakWire } from '../harness/window.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

type RunState = NonNullable<Held['run']>['state'];
type End = Extract<RunItem, { kind: 'end' }>['outcome'];

const items = (entries: readonly FaceEntry[]): RunItem[] => entries.map((entry) => ({ kind: 'entry', entry }));

type Ended = End | Pick<Extract<RunItem, { kind: 'end' }>, 'outcome' | 'firewall'>;

function scripted(state: RunState, entries: readonly FaceEntry[], answers: Partial<Handling> = {}, end?: Ended) {
  const feed = new Feed<RunItem>();
  feed.give(...items(entries));
  if (end !== undefined) {
    feed.give({ kind: 'end', ...(typeof end === 'string' ? { outcome: end } : end) });
    feed.end();
  }
  const script = new Script({ 'run.follow': (_input, { from, signal }) => feed.from(from, signal), ...answers });
  script.held.give([
    heldWith({
      checkedAt: '2026-11-26T08:12:00Z',
      plan: { kind: 'install', state: 'ready' },
      run: { run: runName, kind: 'install', state },
    }),
  ]);
  return { script, feed };
}

describe('a run', () => {
  test('is watched step by step, with what is waited for, and can be stopped at a safe point', async () => {
    const cancelled: unknown[] = [];
    const title = 'Settings and limits of the queue server';
    const done = plan.steps.findIndex((step) => step.title === title);
    const { script, feed } = scripted('running', journal(done, 1), {
      'run.cancel': async (input) => {
        cancelled.push(input);
        return { run: runName };
      },
    });
    const page = await stage.open(script, '/c/c1/install');
    await page.getByText(title, { exact: true }).waitFor();
    await page.getByText('unattended-upgrades, pid 812').first().waitFor();
    await page.getByText(`${done} steps are done`).waitFor();
    await looked(page, 'install', ['light', 'dark', 'phone', 'small']);
    await page.getByText('Everything the server said').click();
    await page.getByRole('region', { name: 'Log of the run' }).waitFor();
    await looked(page, 'install-log');
    feed.give({ kind: 'line', state: 'broken' });
    await page.getByText('The line to the server broke.').waitFor();
    await looked(page, 'install-line-broken');
    feed.give({ kind: 'line', state: 'whole' });
    await page.getByText('The line to the server broke.').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await looked(page, 'install-stop');
    await page.getByRole('button', { name: 'Stop before the next step' }).click();
    await page.getByText('It stops before the next step.').waitFor();
    expect(cancelled).toEqual([{ connection: 'c1', now: false }]);
    feed.give({ kind: 'end', outcome: 'cancelled' });
    feed.end();
    await page.getByRole('heading', { name: 'Stopped between two steps' }).waitFor();
    await looked(page, 'install-cancelled');
    await page.close();
  });

  test('a step that failed says why on the spot and is tried again', async () => {
    const failed: FaceEntry['event'] = {
      kind: 'step-failed',
      step: plan.steps[11]?.step ?? '',
      code: 'TT-SERVICE-01',
      message: 'teachtrack-redis-queue.service ended with exit code 1.',
      evidence: ['redis-server: Can not bind to /run/teachtrack-redis-queue/redis.sock', 'Permission denied'],
    };
    const resumed: unknown[] = [];
    const { script } = scripted(
      'failed',
      journal(11, 1, [failed, { kind: 'run-finished', outcome: 'failed', durationMs: 61_000 }]),
      {
        'run.resume': async (input) => {
          resumed.push(input);
          return { run: runName };
        },
        'run.list': async () => [],
        'report.file': async () => ({ name: 'report.html', type: 'text/html', text: '<p>report</p>' }),
      },
      'failed',
    );
    const page = await stage.open(script, '/c/c1/install');
    await page.getByRole('heading', { name: 'The installation stopped at a step' }).waitFor();
    await page.getByText('Permission denied').waitFor();
    await page.getByText('Code TT-SERVICE-01').waitFor();
    await looked(page, 'install-failed', ['light', 'dark', 'phone']);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the report' }).click();
    expect((await download).suggestedFilename()).toBe('report.html');
    expect(await page.getByRole('button', { name: 'Undo: see what would be taken back' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Try again from this step' }).click();
    await expect.poll(() => resumed).toEqual([{ connection: 'c1', run: runName }]);
    await page.close();
  });

  test('one that was cut off by a power cut is gone on with', async () => {
    const { script } = scripted('gone', journal(4, 1), {}, 'gone');
    const page = await stage.open(script, '/c/c1/install');
    await page.getByRole('heading', { name: 'The run ended before it was finished' }).waitFor();
    await looked(page, 'install-gone');
    await page.close();
  });

  test('one that is done leads to what was verified, and on to what is handed over', async () => {
    const all = journal(plan.steps.length, 0, [
      { kind: 'verified', checks: verified },
      { kind: 'run-finished', outcome: 'done', durationMs: 200_000 },
    ]);
    const acknowledged: unknown[] = [];
    const { script } = scripted(
      'done',
      all,
      {
        'report.get': async () => report,
        'manage.health': async () => ({
          at: '2026-11-26T08:20:00Z',
          healthy: true,
          services: [{ name: 'Database', ok: true, detail: 'Connected (12/2000 connections, 0.6% used)' }],
        }),
        'manage.trust': async () => ({
          subject: 'TeachTrack authority of Mwanza District',
          validUntil: '2036-11-24T08:00:00Z',
          fingerprint:
            '9F:86:D0:81:88:4C:7D:65:9A:2F:EA:A0:C5:5A:D0:15:A3:BF:4F:1B:2B:0B:82:2C:D1:5D:6C:15:B0:F0:0A:08',
          files: [
            { name: 'teachtrack-authority.crt', type: 'application/x-x509-ca-cert', text: 'CERT' },
            { name: 'trust-on-windows.cmd', type: 'text/plain', text: 'certutil' },
          ],
        }),
        'credentials.show': async () => ({
          userName: 'admin',
          password: 'amber-lake-4711',
          lines: ['User name: admin', 'Password: amber-lake-4711'],
        }),
        'credentials.acknowledge': async (input) => {
          acknowledged.push(input);
          return {};
        },
        'upkeep.look': async () => ({ can: ['alerts'], states: {} }),
        'alerts.get': async () => alertSettings,
        'alerts.test': async () => ({
          ok: true,
          summary: 'A test was sent in both ways.',
          channels: [
            { channel: 'mail', to: 'head@school.example', ok: true, detail: 'Taken by mail.district.local for 2.' },
          ],
        }),
      },
      {
        outcome: 'done',
        firewall: {
          ok: false,
          summary: 'With the firewall in force this laptop did not get in any more, so the server takes it back.',
        },
      },
    );
    const page = await stage.open(script, '/c/c1/install');
    await page.getByRole('heading', { name: 'Installed' }).waitFor();
    await page.getByText('Firewall: With the firewall in force this laptop did not get in any more').waitFor();
    await page.getByRole('button', { name: 'To the firewall' }).waitFor();
    await looked(page, 'install-done', ['light', 'dark']);
    await page.getByRole('button', { name: 'See what was verified' }).click();
    await page.getByRole('heading', { name: 'It works', exact: true }).waitFor();
    await looked(page, 'verify', ['light', 'phone']);
    await page.getByRole('button', { name: 'Hand over' }).click();
    await page.getByText('All 5 final checks passed').waitFor();
    await page.getByText('TeachTrack authority of Mwanza District').waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('Taken by mail.district.local for 2.').waitFor();
    await looked(page, 'hand-over', ['light', 'dark', 'phone', 'small']);
    expect(await page.content()).not.toContain('amber-lake-4711');
    await page.getByRole('button', { name: 'Show the first sign-in' }).click();
    await page.getByText('amber-lake-4711').first().waitFor();
    await page.getByText('amber-lake-4711').first().scrollIntoViewIfNeeded();
    await looked(page, 'hand-over-sign-in');
    const forget = page.getByRole('button', { name: 'Remove it for ever' });
    expect(await forget.isDisabled()).toBe(true);
    await page.getByLabel('I have written it down or handed it over').check();
    await forget.click();
    await page.getByText('The first sign-in was handed over and removed.').waitFor();
    expect(acknowledged).toEqual([{ connection: 'c1' }]);
    expect(await page.content()).not.toContain('amber-lake-4711');
    await page.close();
  });

  test('the last page never says that it works when a final check did not pass', async () => {
    const first = verified[0]?.name ?? '';
    const broken = verified.map((check, index) => {
      if (index === 0) return { ...check, ok: false, detail: 'api-2: 502' };
      return index === 4 ? { ...check, ok: false, detail: '', notRun: first } : check;
    });
    const { script } = scripted(
      'failed',
      journal(plan.steps.length, 0, [
        { kind: 'verified', checks: broken },
        { kind: 'run-finished', outcome: 'failed', durationMs: 200_000 },
      ]),
      { 'report.get': async () => ({ ...report, outcome: 'not-done', verified: broken }) },
      'failed',
    );
    const page = await stage.open(script, '/c/c1/install');
    await page.getByRole('heading', { name: 'Everything was done, but not every final check passed' }).waitFor();
    await looked(page, 'install-not-verified');
    await page.goto(`${stage.served.address}#/c/c1/verify`);
    await page.getByRole('heading', { name: 'It does not work yet' }).waitFor();
    await page.getByText(`Not run, because this did not pass: ${first}`).waitFor();
    await looked(page, 'verify-not-done');
    await page.close();
    const warned = scripted('done', [], {
      'report.get': async () => ({
        ...report,
        outcome: 'done-with-warnings',
        warnings: ['Processor cores: accepted because the second processor arrives in March'],
      }),
    }).script;
    const other = await stage.open(warned, '/c/c1/verify');
    await other.getByRole('heading', { name: 'It works, with something to look at' }).waitFor();
    await looked(other, 'verify-warnings');
    await other.close();
  });
});

describe('a server that is known', () => {
  const list = [
    {
      run: runName,
      kind: 'install' as const,
      version: '0.1.0',
      state: 'done',
      who: 'anna',
      from: 'office-laptop',
      startedAt: '2026-11-26T08:15:00Z',
    },
  ];
  const health = (healthy: boolean) => ({
    at: '2026-11-26T08:20:00Z',
    healthy,
    services: [
      { name: 'Database', ok: true, detail: 'Connected (450/2000 connections, 22.5% used)' },
      {
        name: 'Redis',
        ok: healthy,
        detail: healthy ? 'Connected (15 clients, 850MB memory)' : 'refused the connection for 40 s',
      },
      { name: 'Workers', ok: true, detail: '4 workers, 16 jobs each' },
      { name: 'API', ok: true, detail: 'healthy' },
    ],
  });
  const known = (answers: Partial<Handling> = {}) => {
    const script = new Script({
      'manage.status': async () => ({ version: '0.1.0', holder: null, lastRun: list[0] ?? null }),
      'manage.health': async () => health(true),
      'run.list': async () => list,
      ...answers,
    });
    script.held.give([heldWith()]);
    return script;
  };

  test('shows how it is, what was done, and what can be done', async () => {
    const left: string[] = [];
    const script = known({
      'connection.close': async (input) => {
        left.push(`closed ${input.connection}`);
        script.held.give([]);
        return {};
      },
      'servers.forget': async ({ host, port }) => {
        left.push(`forgot ${host}:${port}`);
        return { wasKnown: true };
      },
    });
    const page = await stage.open(script, '/c/c1/manage');
    await page.getByText('All is well').waitFor();
    await looked(page, 'manage', ['light', 'dark', 'phone', 'small']);
    await page.getByRole('button', { name: 'Forget', exact: true }).click();
    await page.getByRole('button', { name: 'Forget it' }).click();
    await page.getByRole('heading', { name: 'Set up your first server' }).waitFor();
    expect(left).toEqual(['forgot 10.20.0.5:22', 'closed c1']);
    await page.close();
    const ill = await stage.open(known({ 'manage.health': async () => health(false) }), '/c/c1/manage');
    await ill.getByText('Something is wrong').waitFor();
    await looked(ill, 'manage-unwell');
    await ill.close();
  });

  test('another who is at work can be watched; one where nothing is installed leads to the check', async () => {
    const holder = { who: 'joseph', from: 'district-laptop', run: runName, since: '2026-11-26T08:00:00Z' };
    const busy = known({
      'manage.status': async () => ({ version: null, holder, lastRun: null }),
      'run.list': async () => [],
      'host.takeOver': async () => {
        busy.takeOver();
        return {};
      },
    });
    busy.watch(2);
    const page = await stage.open(busy, '/c/c1/manage');
    await page.getByText('joseph from district-laptop has been at work').waitFor();
    await page.getByText('Another window is in charge.').waitFor();
    expect(await page.getByRole('button', { name: 'Disconnect' }).isDisabled()).toBe(true);
    await looked(page, 'manage-busy');
    await page.getByRole('button', { name: 'Take over' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Disconnect' }).isEnabled()).toBe(true);
    await page.close();
  });

  test('removing shows its plan, and nothing is removed before the address is typed', async () => {
    const feed = new Feed<Planning>();
    const started: unknown[] = [];
    const script = known({
      'plan.make': async () => {
        feed.give({ kind: 'asking' }, { ...ready, plan: { ...removalPlan, removeData: true } });
        feed.end();
        return {};
      },
      'plan.follow': (_input, { from, signal }) => feed.from(from, signal),
      'run.start': async (input) => {
        started.push(input);
        throw new ProvisionError({ code: 'TT-LOCK-01', message: 'joseph is at work on it.' });
      },
    });
    const page = await stage.open(script, '/c/c1/remove');
    await page.getByLabel('Remove it for ever').check();
    await looked(page, 'remove');
    await page.getByRole('button', { name: 'See what would be done' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    const remove = page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true });
    await page.getByLabel('Type 10.20.0.5 to go on').fill('10.20.0.6');
    expect(await remove.isDisabled()).toBe(true);
    await looked(page, 'remove-agree', ['light', 'phone']);
    await page.getByLabel('Type 10.20.0.5 to go on').fill('10.20.0.5');
    await remove.click();
    await page.getByText('Another run is under way on this server.').waitFor();
    expect(started).toEqual([{ connection: 'c1', digest: removalPlan.digest, typed: '10.20.0.5' }]);
    await page.close();
  });

  test('a removal that was stopped goes on when the address is typed, and not after something else was done', async () => {
    const stopped = { ...list[0], kind: 'uninstall' as const, removeData: true, state: 'cancelled' };
    const past = { run: runName, version: '0.1.0', who: 'joseph', from: 'district-laptop', ...stopped };
    let overtaken = {};
    const feed = new Feed<RunItem>();
    const origin = { who: 'joseph', from: 'district-laptop' };
    const events: FaceEntry['event'][] = [
      { kind: 'run-started', plan: { ...removalPlan, removeData: true }, origin },
      { kind: 'run-finished', outcome: 'cancelled', durationMs: 2_000 },
    ];
    const at = '2026-03-02T08:15:00.000Z';
    feed.give(...items(events.map((event, index) => ({ seq: index + 1, at, event }))), {
      kind: 'end',
      outcome: 'cancelled',
    });
    feed.end();
    const resumed: unknown[] = [];
    const script = known({
      'run.list': async () => [{ ...past, ...overtaken }],
      'run.follow': (_input, { from, signal }) => feed.from(from, signal),
      'run.resume': async (input) => {
        resumed.push(input);
        throw new ProvisionError({ code: 'TT-LOCK-01', message: 'joseph is at work on it.' });
      },
    });
    const page = await stage.open(script, `/c/c1/runs/${runName}`);
    await page.getByRole('heading', { name: 'Stopped between two steps' }).waitFor();
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    const goOn = page.getByRole('dialog').getByRole('button', { name: 'Go on', exact: true });
    await page.getByText('ALL their work is deleted for ever').waitFor();
    expect(await goOn.isDisabled()).toBe(true);
    await looked(page, 'removal-go-on', ['light', 'dark', 'phone']);
    await page.getByLabel('Type 10.20.0.5 to go on').fill('10.20.0.5');
    await goOn.click();
    await page.getByText('Another run is under way on this server.').waitFor();
    expect(resumed).toEqual([{ connection: 'c1', run: runName, typed: '10.20.0.5' }]);
    overtaken = { overtakenBy: '20260401t081500-a1b2c3' };
    await page.reload();
    await page.getByText('There is no going on with this run').waitFor();
    expect(await page.getByRole('button', { name: 'Go on', exact: true }).count()).toBe(0);
    await looked(page, 'run-overtaken', ['light', 'dark', 'phone']);
    await page.close();
  });

  test('a connection that the program does not hold any more is told, and so is a program that does not answer', async () => {
    const script = known();
    const page = await stage.open(script, '/c/c9/check');
    await page.getByRole('heading', { name: 'This connection has ended' }).waitFor();
    await looked(page, 'connection-ended');
    await breakWire(page, { comesBack: false });
    await page.getByText('The program behind this window does not answer.').waitFor();
    await looked(page, 'line-broken');
    await breakWire(page, { comesBack: true });
    await page.getByText('The program behind this window does not answer.').waitFor({ state: 'detached' });
    await page.close();
  });
});
