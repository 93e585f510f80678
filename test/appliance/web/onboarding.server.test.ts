import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { School } from '../../../appliance/features/schools/schema.ts';
import { laptop, phone } from '../../browser/browser.ts';
import { school as addSchool, type User } from '../world.ts';
import { looked, type ServedSite, serveSite } from './served-site.ts';

let site: ServedSite;
let admin: User;
let school: School;
let page: Page;

beforeAll(async () => {
  site = await serveSite();
  admin = await site.administrator();
  school = await addSchool(admin, 'HILL');
  page = (await site.signedIn(admin, laptop)).page;
});
afterAll(() => site?.stop());

const list = `Staff No;Name;Dept;Role;Class;Subject
T-1;Wanjikũ Ngũgĩ;Languages;HOD, teacher;Grade 4 4 East;English, Mathematics
T-2;<b>ناجي</b>;Languages;teacher;;
T-2;Somebody Else;Languages;teacher;;
T-3;Odd Role;;wizard;;
`;

test('a list is looked at row by row, taken over, and its slips are printed and deleted', async () => {
  await page.goto(`${site.address}/schools/${school.id}`);
  await page.getByRole('link', { name: 'Bring in a list' }).click();
  await page.getByRole('heading', { name: 'Bring in a list of people' }).waitFor();
  await looked('import-people-laptop', page);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a file' }).click(),
  ]);
  await chooser.setFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.getByText('"wizard" is not a role').waitFor();
  await looked('import-people-checked-laptop', page);
  await page.getByRole('button', { name: 'Which column holds what' }).click();
  expect(await page.getByLabel('Learning areas of these classes').inputValue()).toBe('5');
  await page.getByLabel('Show').selectOption('New (2)');
  await page.getByText('Teaches English in 4 East (the class is new, Grade 4).').waitFor();
  await looked('import-people-columns-laptop', page);
  await page.getByRole('button', { name: 'Take over 2 people' }).click();
  await page.getByText('Done: 2 rows were taken over.').waitFor();
  await page.getByRole('button', { name: 'Make sign-in slips' }).click();
  await page.getByText('2 slips are ready').waitFor();
  const href = await page.getByRole('link', { name: 'Open the slips to print' }).getAttribute('href');
  const pdf = await page.evaluate(async (path) => {
    const answer = await fetch(path ?? '');
    return [answer.headers.get('content-type'), (await answer.text()).slice(0, 5)];
  }, href);
  expect(pdf).toEqual(['application/pdf', '%PDF-']);
  await looked('import-people-done-laptop', page);
  await page.getByRole('button', { name: 'They are printed' }).click();
  await page.getByText('the paper alone').waitFor();
});

test('somebody is found, opened, suspended and reinstated; on a phone too', async () => {
  const { page: small } = await site.signedIn(admin, phone);
  await small.goto(`${site.address}/schools/${school.id}`);
  await small.getByLabel('Find somebody').fill('t-1');
  await small.getByRole('link', { name: 'Wanjikũ Ngũgĩ' }).waitFor();
  await expect.poll(() => small.getByRole('link', { name: '<b>ناجي</b>' }).count()).toBe(0);
  await looked('people-phone', small);
  await small.getByRole('link', { name: 'Wanjikũ Ngũgĩ' }).click();
  await small.getByRole('button', { name: 'Suspend' }).click();
  await small.getByText('Suspended', { exact: true }).waitFor();
  await looked('person-phone', small);
  await small.getByRole('button', { name: 'Reinstate' }).click();
  await small.getByText('Active', { exact: true }).waitFor();
  await page.goto(small.url());
  await page.getByRole('heading', { name: 'Wanjikũ Ngũgĩ' }).waitFor();
  await looked('person-laptop', page);
});
