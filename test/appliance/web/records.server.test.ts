import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { today as dayHere } from '../../../appliance/today.ts';
import { laptop, phone } from '../../browser/browser.ts';
import { until } from '../../services/process.ts';
import { runFirstTerm } from '../running-term.ts';
import { generate, person, schemeRequest, school, type User } from '../world.ts';
import { looked, type ServedSite, serveSite } from './served-site.ts';

let site: ServedSite;
let teacher: User;
let head: User;
let schemeId: string;
let missedOn: string;

beforeAll(async () => {
  site = await serveSite();
  const termId = await runFirstTerm(site.stack, dayHere());
  const admin = await site.administrator();
  const home = await school(admin, 'HOME');
  const ict = await person(admin, site.ask, home.id, 'ict', 'school-ict-admin');
  teacher = await person(ict, site.ask, home.id, 'teacher');
  head = await person(admin, site.ask, home.id, 'head', 'head');
  const accepted = await generate(teacher, { ...(await schemeRequest(teacher)), termId }, 'scheme-of-test');
  schemeId = accepted.body.schemeId;
  const scheme = async () => (await teacher.ask({ path: `/api/v1/schemes/${schemeId}` })).body;
  await until('the scheme is made', async () => (await scheme()).status === 'draft');
  const lessons = (await scheme()).rows.filter((row: { date?: string | null }) => row.date != null);
  missedOn = lessons.filter(({ date }: { date: string }) => date < dayHere()).at(-1).date;
});

afterAll(() => site?.stop());

test('on a phone one tap writes a lesson down, also while the network is away; a missed one is dealt with', async () => {
  const { page, context } = await site.signedIn(teacher, phone);
  await page.goto(`${site.address}/today`);
  await page.getByRole('button', { name: 'Day before' }).waitFor();
  for (let days = 0; days < 8; days++) {
    const shown = page.getByRole('button', { name: 'Not taught' });
    await page
      .getByText(/Lesson 1|You have no lesson/)
      .first()
      .waitFor();
    if ((await shown.count()) > 0 && (await page.getByText(dayWords(missedOn)).count()) > 0) break;
    await page.getByRole('button', { name: 'Day before' }).click();
  }
  await looked('today-phone', page);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Not taught' }).click();
  await page.getByText('School event').click();
  await page.getByText('1 entry is kept on this device and will be sent.').waitFor();
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Choose how to go on' }).click();
  await page.getByRole('radio', { name: 'Make up for it at a free time' }).check();
  await looked('missed-phone', page);
  // Its answer is lost on the way: pressed again, the lesson moves once all the same.
  await page.route(
    '**/way',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await page.getByRole('button', { name: 'Do this' }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Do this' }).click();
  await page.getByText(/^To be made up for on /).waitFor();
  const moves = await site.stack.db.selectFrom('scheme_op').select('kind').where('kind', '=', 'reflow').execute();
  expect(moves).toHaveLength(1);
  await page.getByLabel('Remarks, in your own words').fill('<b>Sports day</b> took the morning');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'detached' });
  await looked('today-missed-phone', page);
  await page.goto(`${site.address}/coverage`);
  await page.getByText(/0 of \d+ lessons due were taught/).waitFor();
  await looked('coverage-phone', page);
  await page.getByRole('link', { name: 'Record of work' }).click();
  await page.getByText('<b>Sports day</b> took the morning').first().waitFor();
  await looked('record-phone', page);
});

test('handed in, returned with reasons at a row, and approved with the keyboard', async () => {
  const own = (await site.signedIn(teacher, laptop)).page;
  await own.goto(`${site.address}/schemes/${schemeId}`);
  await own.getByRole('button', { name: 'Hand in for approval' }).click();
  await own.getByRole('dialog').getByRole('button', { name: 'Hand in for approval' }).click();
  await own.getByText('Waits for the deputy or head').waitFor();
  await looked('scheme-handed-in', own);
  const { page } = await site.signedIn(head, laptop);
  await page.goto(`${site.address}/reviews`);
  await page.getByRole('article').first().waitFor();
  await looked('reviews', page);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Write at this row' }).first().click();
  await page.keyboard.type('Which pages?');
  await looked('review', page);
  await page.getByRole('button', { name: 'Return with reasons' }).click();
  await page.getByText('Nothing waits for you.').waitFor();
  await own.reload();
  await own.getByText('Returned').first().waitFor();
  await own.getByRole('button', { name: 'Hand in again' }).click();
  await own.getByRole('dialog').getByRole('button', { name: 'Hand in for approval' }).click();
  await own.getByText('Waits for the deputy or head').waitFor();
  await own.getByRole('button', { name: 'Take it back' }).click();
  await own.getByText('Returned').first().waitFor();
  await own.getByRole('button', { name: 'Hand in again' }).click();
  await own.getByRole('dialog').getByRole('button', { name: 'Hand in for approval' }).click();
  await own.getByText('Waits for the deputy or head').waitFor();
  await page.reload();
  await page.getByRole('link', { name: /4 East/ }).click();
  await page.getByRole('button', { name: 'Endorse or approve' }).click();
  await page.getByText('Nothing waits for you.').waitFor();
  const small = (await site.signedIn(teacher, phone)).page;
  await small.goto(`${site.address}/schemes/${schemeId}`);
  await small.getByText('Approved').first().waitFor();
  await looked('scheme-approved-phone', small);
  await small.getByRole('link', { name: 'See what was said' }).click();
  await small.getByText(/approved it/).waitFor();
  await looked('review-phone', small);
});

test('the head ticks the records of a week, writes a word to one, and has somebody stand in', async () => {
  // As the server has it: nobody stands in from a day that is over there.
  const { timeZone: timezoneId } = site.stack.settings;
  const { page } = await site.signedIn(head, { ...laptop, colorScheme: 'dark', timezoneId });
  await page.goto(`${site.address}/coverage`);
  await page.getByText('100 % of the curriculum of the term is planned').waitFor();
  await page.goto(`${site.address}/records`);
  const card = page.getByRole('article').first();
  for (let weeks = 0; weeks < 3; weeks++) {
    await page.getByText(/Week from/).waitFor();
    await card.waitFor();
    if ((await card.getByText('1 missed').count()) > 0) break;
    await page.getByRole('button', { name: 'Week before' }).click();
  }
  await card.getByText('1 missed').waitFor();
  await card.getByRole('checkbox').check();
  await looked('records-laptop-dark', page);
  await page.getByRole('button', { name: 'Tick 1 as looked at' }).click();
  await card.getByText(/Looked at by Person head, head teacher/).waitFor();
  await looked('records-ticked-laptop-dark', page);
  await card.getByRole('link').click();
  await page.getByRole('button', { name: 'Look at it again' }).click();
  await page.getByLabel('A word to the teacher').fill('Please say what the <others> did.');
  await page.getByRole('button', { name: 'Tick this week' }).first().click();
  await page.getByText('Please say what the <others> did.').waitFor();
  await looked('record-checked-laptop-dark', page);
  const own = (await site.signedIn(teacher, phone)).page;
  await own.goto(page.url());
  await own.getByText('Please say what the <others> did.').waitFor();
  await looked('record-checked-phone', own);
  await page.setViewportSize({ width: phone.width, height: phone.height });
  await page.goto(`${site.address}/records`);
  await page.getByRole('article').first().waitFor();
  await looked('records-phone', page);
  await page.goto(`${site.address}/account`);
  await page.getByRole('combobox', { name: 'Who stands in' }).click();
  await page.getByRole('option', { name: 'Person teacher' }).click();
  await page.getByRole('button', { name: 'Have them stand in' }).click();
  await page.getByText('Person teacher stands in for you').waitFor();
  await looked('stand-in-phone', page);
  await page.getByRole('button', { name: 'End the standing in of Person teacher' }).click();
  await page.getByText('Nobody stands in for you.').waitFor();
});

test('a scheme is fetched as a file at one press, and whoever holds its paper finds out that it is genuine', async () => {
  const { page, context } = await site.signedIn(teacher, laptop);
  await page.goto(`${site.address}/schemes/${schemeId}`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PDF to print' }).click();
  expect((await download).suggestedFilename()).toMatch(/^Scheme of work, .*\.pdf$/);
  const path = await (await download).path();
  const [, code] = /\/verify\/([0-9A-Z-]{14})/.exec(execFileSync('pdftotext', [path, '-']).toString()) ?? [];
  await context.clearCookies();
  await page.goto(`${site.address}/verify/${code}`);
  await page.getByText('it is still the approved version').waitFor();
  expect(await page.getByRole('row', { name: /^Approved/ }).innerText()).toContain('Person head (head of school)');
  await looked('verify-laptop', page);
  await page.setViewportSize({ width: phone.width, height: phone.height });
  await page.emulateMedia({ colorScheme: 'dark' });
  await looked('verify-phone-dark', page);
  await site.stack.db
    .updateTable('review')
    .set({ sha256: 'ab'.repeat(32) })
    .execute();
  await page.reload();
  await page.getByText('Ask for a new print').waitFor();
  await looked('verify-changed-phone-dark', page);
  await page.getByRole('link', { name: 'Check another paper' }).click();
  await page.getByLabel('Code of the paper').fill('7k3m 9qwt 2xbf');
  await looked('verify-form-phone-dark', page);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('No paper has this code.').waitFor();
  await looked('verify-forged-phone-dark', page);
});

function dayWords(date: string): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(`${date}T00:00:00Z`).toLocaleDateString('en-GB', options);
}
