import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActItem } from '../../../installer/contract/calls/backups.ts';
import { faceErrorOf } from '../../../installer/contract/error.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { Feed } from '../harness/feed.ts';
import { looked, openStage, type Stage } from '../harness/looking.ts';
import {
  busyNow,
  fewer,
  heldAll,
  heldFewer,
  neverProven,
  type ProveLook,
  provenStart,
  samplesDriven,
} from '../harness/prove-samples.ts';
import { heldWith, runName } from '../harness/samples.ts';
import { type Handling, Script } from '../harness/script.ts';

const at = '2026-11-26T20:18:00.000Z';
const done = heldWith({ checkedAt: at, run: { run: runName, kind: 'install', state: 'done' } });

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

function known(answers: Partial<Handling>): Script {
  const script = new Script({
    'upkeep.look': async () => ({ can: ['prove'], states: {} }),
    'manage.status': async () => ({ version: '0.1.0', holder: null, lastRun: null }),
    ...answers,
  });
  script.held.give([done]);
  return script;
}

test('a test is begun, watched live, taken up by a reloaded window, and its honest verdict can be read mark by mark', async () => {
  const feed = new Feed<ActItem>();
  const begun: unknown[] = [];
  let now: ProveLook = neverProven;
  let isUnderWay = false;
  const script = known({
    'manage.status': async () => ({
      version: '0.1.0',
      holder: isUnderWay ? { who: 'anna', from: 'district-laptop', run: 'prove-20261126t201800-1', since: at } : null,
      lastRun: null,
    }),
    'prove.look': async ({ users = 2_500, minutes = 3 }) => ({
      ...now,
      users,
      minutes,
      takesMinutes: users < 1_000 ? 2 : 8,
    }),
    'prove.start': async (wish) => {
      begun.push(wish);
      if (begun.length === 1)
        throw new ProvisionError({
          code: 'TT-PROVE-01',
          message: 'The capacity test cannot be made now: somebody is at work.',
        });
      isUnderWay = true;
      return {};
    },
    'acts.follow': (_input, { from, signal }) => feed.from(from, signal),
  });
  const page = await stage.open(script, '/c/c1/prove');
  await page.getByText('Up to 2,500 teachers at once: this takes about 8 minutes.').waitFor();
  await looked(page, 'prove', ['light', 'dark', 'phone']);
  await page.getByText('Choose another size').click();
  const start = page.getByRole('button', { name: 'Start the test' });
  for (const text of ['0', '2501', 'many', '-5', '1.5', '9'.repeat(5_000)]) {
    await page.getByLabel('Teachers at once, at most').fill(text);
    await page.getByText('Give a whole number from 1 to 2,500.').waitFor();
    expect(await start.isDisabled()).toBe(true);
  }
  await page.getByLabel('Teachers at once, at most').fill('500');
  await page.getByLabel('Minutes of steady work').fill('1,5');
  await page.getByLabel('Minutes of steady work').blur();
  await page.getByText('Up to 500 teachers at once: this takes about 2 minutes.').waitFor();
  await start.click();
  await page.getByText('The capacity test cannot be made now: somebody is at work.').waitFor();
  await start.click();
  feed.give(provenStart, { kind: 'said', at, line: 'Teachers were made: 200 of 500.' });
  await page.getByText('Teachers were made: 200 of 500.').waitFor();
  expect(begun).toEqual([
    { connection: 'c1', users: 500, minutes: 1.5 },
    { connection: 'c1', users: 500, minutes: 1.5 },
  ]);
  feed.give(...samplesDriven.slice(0, 60));
  const teachers = page.getByRole('img', { name: /^Teachers at work over time: now 378, at most 378/ });
  await teachers.waitFor();
  await looked(page, 'prove-live', ['light', 'dark', 'phone']);

  await page.reload();
  await teachers.waitFor();
  await page.getByRole('heading', { name: 'What happens now' }).waitFor();

  feed.give(...samplesDriven.slice(60), { kind: 'said', at, line: '500 teachers: not held.' });
  now = heldFewer;
  isUnderWay = false;
  feed.give({ kind: 'done', at, summary: '150 of 2500 virtual teachers at once were held.', verdict: fewer });
  feed.end();
  await page.getByText('It held 150 of 2,500 teachers at once').waitFor();
  await page.getByText('The disk held it back').waitFor();
  await looked(page, 'prove-fewer', ['light', 'dark', 'phone']);
  await page.getByText('Every mark that was measured').click();
  await page.getByRole('row', { name: /not met Work is saved .* 312 ms/ }).waitFor();
  await looked(page, 'prove-marks', ['light', 'phone']);
  await page.getByRole('button', { name: 'Hand over', exact: true }).waitFor();
  await page.close();
});

test('stopping asks first, a stopped test has no verdict, and one that broke says what happened', async () => {
  const feed = new Feed<ActItem>();
  let isUnderWay = true;
  const script = known({
    'manage.status': async () => ({
      version: '0.1.0',
      holder: isUnderWay ? { who: 'joseph', from: 'other-laptop', run: 'prove-20261126t201800-1', since: at } : null,
      lastRun: null,
    }),
    'prove.look': async () => neverProven,
    'prove.start': async () => ({}),
    'prove.stop': async () => {
      isUnderWay = false;
      const message = 'The capacity test was stopped; there is no verdict.';
      feed.give({ kind: 'failed', error: faceErrorOf({ code: 'TT-RUN-03', message, evidence: [] }) });
      feed.end();
      return {};
    },
    'acts.follow': (_input, { from, signal }) => (begunAgain ? broken : feed).from(from, signal),
  });
  const broken = new Feed<ActItem>();
  let begunAgain = false;
  feed.give({ ...provenStart, origin: { who: 'joseph', from: 'other-laptop' } }, ...samplesDriven.slice(0, 20));
  const page = await stage.open(script, '/c/c1/manage/prove');
  await page.getByText('Begun by joseph from other-laptop.').waitFor();
  const stop = page.getByRole('button', { name: 'Stop the test' });
  script.watch(2);
  await page.getByText('Another window is in charge').waitFor();
  expect(await stop.isDisabled()).toBe(true);
  await looked(page, 'prove-watching', ['light', 'phone']);
  script.takeOver();
  await stop.click();
  await page.getByRole('dialog').getByText('It ends within seconds and there is no verdict.').waitFor();
  await looked(page, 'prove-stop');
  await page.getByRole('dialog').getByRole('button', { name: 'Stop the test' }).click();
  await page.getByText('The test was stopped').waitFor();
  await page.getByText('This server was not tested yet').waitFor();
  await looked(page, 'prove-stopped', ['light', 'phone']);
  begunAgain = true;
  await page.getByRole('button', { name: 'Start the test' }).click();
  const message = 'The generator of the load ended by itself.';
  broken.give(provenStart, { kind: 'failed', error: faceErrorOf({ code: 'TT-RUN-01', message, evidence: [] }) });
  await page.getByText(message).waitFor();
  await looked(page, 'prove-failed');
  await page.getByRole('button', { name: 'Back to this server' }).click();
  await page.waitForURL(({ hash }) => hash === '#/c/c1/manage');
  await page.close();
});

test('what was proven before is shown with what it means; where none can be made now, the reasons stand there', async () => {
  let now: ProveLook = heldAll;
  const refused = (): Promise<never[]> =>
    Promise.reject(new ProvisionError({ code: 'TT-JOURNAL-01', message: 'Nothing of this kind was begun here.' }));
  const script = known({
    'prove.look': async () => now,
    'acts.follow': async function* () {
      yield* await refused();
    },
  });
  const page = await stage.open(script, '/c/c1/prove');
  await page.getByText('It holds 2,500 teachers at once').waitFor();
  await page.getByRole('button', { name: 'Start the test' }).waitFor();
  await looked(page, 'prove-passed', ['light', 'dark', 'phone']);
  await page.close();
  now = busyNow;
  const busy = await stage.open(script, '/c/c1/prove');
  await busy.getByText('12 people are at work').waitFor();
  await expect.poll(() => busy.getByRole('button', { name: 'Start the test' }).count()).toBe(0);
  await looked(busy, 'prove-not-now', ['light', 'phone']);
  now = neverProven;
  await busy.getByRole('button', { name: 'Look again' }).click();
  await busy.getByRole('button', { name: 'Start the test' }).waitFor();
  await busy.close();
  const old = await stage.open(known({ 'upkeep.look': async () => ({ can: ['health'], states: {} }) }), '/c/c1/prove');
  await old.getByText('The version on this server has no capacity test').waitFor();
  await looked(old, 'prove-unknown');
  await old.close();
});
