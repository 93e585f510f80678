import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Browser,
  comes,
  goes,
  isTooWide,
  laptop,
  openBeside,
  openBrowser,
  phone,
} from '../../../browser/browser.ts';
import { startInstance } from '../../../services/instance.ts';
import { until } from '../../../services/process.ts';
import { generate, person, schemeRequest, school, type User } from '../../world.ts';
import { looked, type ServedSite, serveSite, signInAt } from '../served-site.ts';
import { ago, changedByHand, stateWriter, upgraded } from './state.ts';

let site: ServedSite;
let admin: User;
let teacher: User;
let atAdmin: Browser;
let atTeacher: Browser;
let page: Page;
let state: ReturnType<typeof stateWriter>;
let requests: string;

beforeAll(async () => {
  site = await serveSite();
  const { stateFolder, requestsFolder } = site.stack.settings.operations;
  state = stateWriter(stateFolder);
  requests = requestsFolder;
  mkdirSync(requests);
  admin = await site.administrator();
  const { id } = await school(admin, 'HILL');
  await school(admin, 'LAKE');
  teacher = await person(admin, site.ask, id, 'amina');
  atAdmin = await openBrowser(laptop);
  page = atAdmin.page;
  atTeacher = await site.signedIn(teacher, phone);
});
afterAll(async () => {
  await atAdmin?.close();
  await site?.stop();
});

const answer = () => page.locator('#answer');
const part = (name: string) => page.getByRole('region', { name });
const tile = (id: string) => page.locator(`[data-tile="${id}"]`);
const said = (text: RegExp | string) => answer().getByText(text).first().waitFor();

describe('who may look', () => {
  test('whoever is not signed in is sent to the sign-in and comes back', async () => {
    await page.goto(`${site.address}/status`);
    await page.getByLabel('User name or staff number').fill(admin.name);
    await page.getByLabel('Password').first().fill(admin.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${site.address}/status`);
    await said('No backup has been made yet');
  });

  test('a server of which nothing is known yet is not called well anywhere', async () => {
    await tile('database').getByText('Nothing to show yet').waitFor();
    expect(await answer().getAttribute('data-tone')).toBe('bad');
    for (const id of ['database', 'disk', 'backups', 'certificate']) {
      expect(await tile(id).getAttribute('data-tone')).toBe('unknown');
    }
    await looked('status-nothing-laptop', page);
  });

  test('a teacher is told that the panel is not theirs, and the site shows them no way to it', async () => {
    const { page: other } = atTeacher;
    await expect.poll(() => other.getByRole('link', { name: 'Status of the server' }).count()).toBe(0);
    await other.goto(`${site.address}/status`);
    await other.getByText('Only administrators of the district').waitFor();
    await other.getByRole('link', { name: 'Back to TeachTrack' }).click();
    await other.getByRole('heading', { name: /Hello/ }).waitFor();
  });
});

describe('the answer', () => {
  test('all is well once everything says so, with all numbers and the day behind them', async () => {
    state.allWell();
    await said(/^All well\. \d+ (person|people) on now\.$/);
    await tile('database').getByText('450').waitFor();
    await tile('backups').getByText('7 h ago').waitFor();
    await page.reload();
    await page.getByRole('img', { name: /^People on: between 0 and 4\d\d/ }).waitFor();
    await part('Schools').getByText('School LAKE').waitFor();
    await looked('status-well-laptop', page);
    await page.getByText('30 days').click();
    await page.getByRole('img', { name: /^People on: between/ }).waitFor();
  });

  test('on a phone and on a wall screen, in the dark and in the light', async () => {
    for (const [name, looks, path] of [
      ['phone-dark', phone, '/status'],
      ['wall-light', { width: 1920, height: 1080, colorScheme: 'light' }, '/status?wall'],
      ['wall-dark', { width: 1920, height: 1080, colorScheme: 'dark' }, '/status?wall'],
    ] as const) {
      const other = await openBeside(atAdmin, looks);
      await other.goto(site.address + path);
      await other
        .locator('#answer')
        .getByText(/^All well/)
        .waitFor();
      await other.locator('[data-tile="people"] svg').waitFor();
      await looked(`status-${name}`, other);
      if (path.endsWith('wall')) {
        await expect.poll(() => other.getByRole('button').count()).toBe(0);
        expect(await other.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(1_081);
      }
      await other.close();
    }
  });

  test('what is wrong stands at the top as it happens, with since when and what to do', async () => {
    const sentence = 'The disk is 91 % full.';
    const active = [{ rule: 'disk', subject: '/', sentence, advice: 'Remove old backups.', since: ago(20) }];
    state.write('alerts', { rules: [], active, deliveries: [] });
    state.write('drift', {
      ok: false,
      summary: 'One file was edited by hand.',
      items: [{ id: 'a', title: 'nginx.conf' }],
    });
    await said(/The disk is 91 % full\. Since/);
    await said('Remove old backups.');
    await said('One file was edited by hand.');
    await looked('status-wrong-laptop', page);
  });

  test('a silent monitor is said loudly, and its numbers are no longer shown', async () => {
    state.health({ at: ago(10) });
    await said(/The health monitor is silent since/);
    await tile('database')
      .getByText(/Could not be read since/)
      .waitFor();
    await expect.poll(() => tile('database').getByText('450').count()).toBe(0);
    await looked('status-silent-laptop', page);
    state.allWell();
    await said(/^All well/);
  });
});

describe('what can be done', () => {
  test('a queue is held after a question and let go on, by keyboard, and the record says who did it', async () => {
    const queues = part('Work in the background');
    await queues.getByRole('button', { name: 'Hold: New schemes' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('everything else waits until you let it go on').waitFor();
    await looked('status-hold-laptop', page);
    await page.getByRole('dialog').getByRole('button', { name: 'Hold', exact: true }).click();
    await queues.getByText('Held').waitFor();
    await said(/New schemes: held/);
    expect((await generate(teacher, await schemeRequest(teacher), 'held-scheme')).status).toBe(202);
    await queues.getByText('Oldest waits').waitFor();
    await queues.getByRole('button', { name: 'Let go on: New schemes' }).click();
    await queues.getByText('Oldest waits').waitFor({ state: 'detached' });
    await part('Who did what').getByLabel('What', { exact: true }).selectOption('Work in the background');
    await part('Who did what')
      .getByRole('row', { name: /Ada Admin.*let go on.*New schemes/ })
      .waitFor();
  });

  test('a backup is asked for once, taken up by the server and told until it is done', async () => {
    const backups = part('Backups');
    await backups.getByRole('button', { name: 'Back up now' }).click();
    await backups.getByText(/^Backup: asked for at .* about to begin$/).waitFor();
    expect(await backups.getByRole('button', { name: 'Back up now' }).isDisabled()).toBe(true);
    const [file = ''] = readdirSync(requests).filter((name) => name.endsWith('.json'));
    const request = JSON.parse(readFileSync(join(requests, file), 'utf8'));
    expect(request).toMatchObject({ action: 'backup-now', by: 'admin' });
    const outcome = { ...request, startedAt: ago(0), detail: 'Begun.' };
    state.write('requests', { outcomes: [{ ...outcome, state: 'running' }] });
    rmSync(join(requests, file));
    await backups.getByText(/^Backup: under way since/).waitFor();
    state.write('requests', {
      outcomes: [{ ...outcome, state: 'done', endedAt: ago(0), detail: 'Kept in two places.' }],
    });
    await backups.getByText(/^Backup: done at .* Kept in two places\.$/).waitFor();
    expect(await backups.getByRole('button', { name: 'Back up now' }).isEnabled()).toBe(true);
  });

  test('a full disk leads to the emergency reserve, which is given back after a question and not before', async () => {
    const room = part('Space on the disk');
    await room.getByText(/2147 MB are put by/).waitFor();
    expect(await room.getByRole('button').count()).toBe(0);
    state.health({ figures: { machine: { disks: [{ path: '/', percent: 99.9, freeBytes: 1e7 }] } } });
    const advice = 'Give the emergency reserve back so that people can save.';
    const full = { rule: 'disk', subject: '/', sentence: 'The disk of / is 99.9 % full.', advice, since: ago(1) };
    state.write('alerts', { rules: [], active: [full], deliveries: [] });
    await answer().getByRole('link', { name: advice }).click();
    await room.getByRole('button', { name: 'Give the reserve back' }).click();
    await page.getByText('People can save again at once').waitFor();
    await looked('status-reserve-laptop', page);
    await page.getByRole('dialog').getByRole('button', { name: 'Give the reserve back' }).click();
    await room.getByText(/^Giving the reserve back: asked for at .* about to begin$/).waitFor();
    for (const file of readdirSync(requests)) rmSync(join(requests, file));
    state.allWell();
    await said(/^All well/);
  });

  test('a change by hand is shown line by line, and put back or left as it was shown; the rest is for the installer', async () => {
    state.write('drift', changedByHand);
    const drift = part('Changes by hand');
    await said(/2 things are not as set up/);
    await drift.getByText('Show what is different').click();
    await drift.getByRole('region', { name: 'What is different: nginx' }).getByText('+  gzip off;').waitFor();
    await drift.getByText('sudo teachtrackctl drift --keep file:/etc/teachtrack/nginx/nginx.conf').waitFor();
    await drift.getByText(/Not decided in a browser.*drift --restore masked:nginx\.service$/).waitFor();
    await drift.getByText('/etc/teachtrack/my.cnf, by anna from laptop').waitFor();
    expect(await drift.getByRole('button', { name: /^Put ours back/ }).count()).toBe(1);
    await looked('status-drift-laptop', page);
    await drift.getByRole('button', { name: 'Leave it as it is: nginx' }).click();
    await page.getByLabel('It is being tried out.').check();
    await looked('status-leave-laptop', page);
    await page.getByRole('dialog').getByRole('button', { name: 'Leave it' }).click();
    await drift.getByText(/^Leaving it as it is: asked for at/).waitFor();
    expect(await drift.getByRole('button', { name: 'Put ours back: nginx' }).isDisabled()).toBe(true);
    const [file = ''] = readdirSync(requests).filter((name) => name.endsWith('.json'));
    const request = JSON.parse(readFileSync(join(requests, file), 'utf8'));
    expect(request).toMatchObject({ action: 'drift-accept', target: `${'d'.repeat(64)}:trial` });
    rmSync(join(requests, file));
    state.write('upgrade', upgraded);
    await part('Checks')
      .getByText(/There is a way back to 1\.1\.0, until the next upgrade\. What was written/)
      .waitFor();
    state.remove('upgrade');
    state.allWell();
    await said(/^All well/);
  });

  test('a request that the server refuses to take is told in words', async () => {
    rmSync(requests, { recursive: true });
    await part('Alerts').getByRole('button', { name: 'Send a test alert' }).click();
    await page.getByRole('alert').getByText('The server does not take this at the moment').waitFor();
    await page.keyboard.press('Escape');
    await said(/Requests to the server: could not be read since/);
    mkdirSync(requests);
    // Measured anew: what is minutes old is not called well.
    state.allWell();
    await said(/^All well/);
  });
});

describe('maintenance', () => {
  const maintenance = () => part('Maintenance');

  test('somebody unknown among those let in is named, and the site stays open', async () => {
    await maintenance().getByRole('button', { name: 'Close the site…' }).click();
    await page.getByLabel('What people are told').fill('A new disk is put in.');
    await page.getByRole('button', { name: 'In an hour' }).click();
    expect(await page.getByLabel('Until when').inputValue()).toMatch(/T\d\d:\d\d$/);
    await page.getByLabel('Until when').fill('2099-01-01T16:00');
    await page.getByLabel('Who else gets in').fill('nobody');
    await looked('status-close-form-laptop', page);
    await page.getByRole('dialog').getByRole('button', { name: 'Close the site' }).click();
    await page.getByText('nobody is called nobody').waitFor();
    expect((await teacher.ask({ path: '/api/v1/me' })).status).toBe(200);
  });

  test('closed, a teacher’s page is covered by a kind one, with what is typed kept under it', async () => {
    const { page: other } = atTeacher;
    await other.goto(`${site.address}/search`);
    await other.getByLabel('Words to look for').fill('fractions');
    await page.getByLabel('Who else gets in').fill('');
    await page.getByRole('dialog').getByRole('button', { name: 'Close the site' }).click();
    await maintenance().getByText('A new disk is put in.').waitFor();
    await said(/The site is closed for teachers since/);
    const closed = other.getByRole('heading', { name: 'TeachTrack is closed for a while' });
    // A process that has not heard of it yet answers as before.
    await until('an answer tells that the site is closed', async () => {
      await other
        .getByRole('button', { name: 'Search' })
        .click({ timeout: 1_000 })
        .catch(() => undefined);
      return comes(closed);
    });
    await other.getByText('A new disk is put in.').waitFor();
    await other.getByText(/It should be open again at .*16:00/).waitFor();
    await looked('closed-phone', other);
    const fresh = await openBrowser(laptop);
    await signInAt(fresh.page, site.address, teacher.name, teacher.password);
    await fresh.page.getByRole('heading', { name: 'TeachTrack is closed for a while' }).waitFor();
    await looked('closed-laptop', fresh.page);
    await fresh.page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
    await fresh.page.getByText('Only those who look after it can work now.').waitFor();
    await looked('closed-sign-in-laptop', fresh.page);
    await fresh.close();
  });

  test('opened again, the teacher’s page comes back by itself as it was', async () => {
    await maintenance().getByRole('button', { name: 'Open the site' }).click();
    await maintenance().getByText('The site is open.').waitFor();
    const { page: other } = atTeacher;
    // Whoever comes back to the page need not wait for its next look; a process that has not heard of it yet says closed.
    await until('the page is open', async () => {
      await other.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
      return goes(other.getByRole('heading', { name: 'TeachTrack is closed' }));
    });
    expect(await other.getByLabel('Words to look for').inputValue()).toBe('fractions');
  });

  test('a line is shown on every page until it is taken away', async () => {
    await maintenance().getByRole('button', { name: 'Show a line…' }).click();
    await page.getByLabel('Text, such as').fill('<b>Closed</b> on Friday from four');
    await page.getByRole('dialog').getByRole('button', { name: 'Show it' }).click();
    await maintenance().getByText('<b>Closed</b> on Friday from four').waitFor();
    const { page: other } = atTeacher;
    await until('every process has heard of it', async () => {
      await other.goto(`${site.address}/help`);
      return comes(other.getByText('<b>Closed</b> on Friday from four'));
    });
    await looked('banner-phone', other);
    await maintenance().getByRole('button', { name: 'Take it away' }).click();
    await maintenance().getByText('No line is shown.').waitFor();
    await until('every process has heard of it', async () => {
      const answered = other.waitForResponse(/\/api\/v1\/maintenance$/);
      await other.goto(site.address);
      await answered;
      await other.getByRole('heading', { name: /Hello/ }).waitFor();
      return goes(other.getByText('on Friday from four'));
    });
  });
});

describe('a lost server', () => {
  test('the page says since when it hears nothing, and goes on by itself when the server is back', async () => {
    state.allWell();
    await page.goto(`${site.address}/status`);
    await tile('database').getByText('450').waitFor();
    await site.instance.keeper.stop();
    await said(/This page has lost the server since/);
    expect(await isTooWide(page)).toBe(false);
    rmSync(site.instance.socketPath, { force: true });
    site.instance = await startInstance(site.stack);
    await until('it hears the server again', async () => !/has lost the server/.test(await answer().innerText()));
  });
});
