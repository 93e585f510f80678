import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { laptop, phone } from '../../browser/browser.ts';
import { school as addSchool, ownPassword, person, type User } from '../world.ts';
import { looked, type ServedSite, serveSite, signInAt } from './served-site.ts';

let site: ServedSite;
let ict: User;
let teacher: User;
let schoolId: string;
let desk: Page;

beforeAll(async () => {
  site = await serveSite();
  const admin = await site.administrator();
  schoolId = (await addSchool(admin, 'HILL')).id;
  await addSchool(admin, 'LAKE');
  ict = await person(admin, site.ask, schoolId, 'ict', 'school-ict-admin');
  teacher = await person(ict, site.ask, schoolId, 'amina');
  desk = (await site.signedIn(ict, laptop)).page;
});
afterAll(() => site?.stop());

test('departments are made, a teacher is put in one and made its head, and all of it is on the record', async () => {
  await desk.goto(`${site.address}/schools/${schoolId}`);
  await desk.getByRole('link', { name: 'Departments' }).click();
  await desk.getByText('There is no department yet.').waitFor();
  for (const name of ['Languages', 'Sciences <b>']) {
    await desk.getByLabel('Name of the department').fill(name);
    await desk.getByRole('button', { name: 'Add a department' }).click();
    await desk.getByText(name, { exact: true }).waitFor();
  }
  await looked('departments-laptop', desk);
  await desk.getByRole('button', { name: 'Remove Sciences <b>' }).click();
  await desk.getByText('Sciences <b>', { exact: true }).waitFor({ state: 'detached' });
  await desk.goto(`${site.address}/people/${teacher.id}`);
  await desk.getByRole('button', { name: 'Department as Teacher' }).click();
  await desk.getByRole('combobox', { name: 'Department' }).last().click();
  await desk.getByRole('option', { name: 'Languages' }).click();
  await looked('person-department-laptop', desk);
  await desk.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await desk.getByRole('cell', { name: 'School HILL · Languages' }).waitFor();
  await desk.getByRole('combobox', { name: 'Department' }).click();
  await desk.getByRole('option', { name: 'Languages' }).click();
  await desk.getByRole('button', { name: 'Give a further role' }).click();
  await desk.getByRole('cell', { name: 'Head of department', exact: true }).waitFor();
  await desk.getByRole('button', { name: 'End the role Head of department' }).click();
  await desk.getByRole('dialog').getByLabel('Last day').waitFor();
  await looked('person-end-role-laptop', desk);
  await desk.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
  await desk.getByRole('dialog').waitFor({ state: 'detached' });
  await desk.goto(`${site.address}/schools/${schoolId}/audit`);
  await desk.getByRole('cell', { name: 'changed a role' }).first().waitFor();
  await looked('audit-laptop', desk);
});

test('who forgot the password is told a code, chooses a new one on a phone, and sees who gave it', async () => {
  await desk.goto(`${site.address}/people/${teacher.id}`);
  await desk.getByRole('button', { name: 'Give a code' }).click();
  await desk.getByText('Tell this code now').waitFor();
  await looked('person-code-laptop', desk);
  const code = (await desk.locator('code').first().textContent()) ?? '';
  const { page } = await site.signedIn(ict, phone);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'I have a code' }).click();
  await page.getByLabel('User name or staff number').fill('amina');
  await page.getByLabel('Code').fill(code);
  await page.getByLabel('New password').first().fill('river candle goat');
  await page.getByLabel('New password once more').fill('river candle goat');
  await looked('recover-phone', page);
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('link', { name: 'My account' }).click();
  await page.getByText(/Person ict gave you a new way in/).waitFor();
  await looked('account-phone', page);
});

test('a shared computer is locked and unlocked with a PIN, with everything as it was; recovery codes are shown once', async () => {
  const { page } = await site.signedIn({ ...teacher, password: 'river candle goat' }, laptop, 'shared');
  await page.goto(`${site.address}/account`);
  const pin = page.getByRole('region', { name: 'PIN for shared computers' });
  await pin.getByLabel('Your present password').fill('river candle goat');
  await pin.getByLabel('New PIN').fill('2468');
  await pin.getByRole('button', { name: 'Save the PIN' }).click();
  await page.getByText('The PIN is saved.').waitFor();
  const codes = page.getByRole('region', { name: 'Recovery codes' });
  await codes.getByLabel('Your present password').fill('river candle goat');
  await codes.getByRole('button', { name: 'Make new codes' }).click();
  await page.getByText('They are shown this once.', { exact: false }).waitFor();
  expect(await codes.locator('code').count()).toBe(5);
  await looked('account-codes-laptop', page);
  await codes.getByRole('button', { name: 'I have them on paper' }).click();
  await page.getByText('You have 5 codes left.', { exact: false }).waitFor();
  await page.getByRole('region', { name: 'Change the password' }).getByLabel('New password').first().fill('half typed');
  await page.getByRole('button', { name: 'Lock' }).click();
  await page.getByRole('heading', { name: 'This computer is locked' }).waitFor();
  await looked('locked-laptop', page);
  await page.getByRole('dialog').getByLabel('PIN').fill('1111');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByText('The PIN is wrong. Tries left: 4.').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'This computer is locked' }).waitFor();
  await expect.poll(() => page.getByText('amina', { exact: true }).count()).toBe(0);
  await page.getByRole('dialog').getByLabel('PIN').fill('2468');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('heading', { name: 'This computer is locked' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Make the file' }).click();
  await page.getByRole('link', { name: 'Download my data' }).waitFor();
  await looked('account-laptop', page);
});

test('while the server is away a shared computer is locked at once, and whoever leaves is told that they are not signed out yet', async () => {
  const { page, context } = await site.signedIn({ ...teacher, password: 'river candle goat' }, laptop, 'shared');
  const locked = page.getByRole('heading', { name: 'This computer is locked' });
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Lock' }).click();
  await locked.waitFor();
  await context.setOffline(false);
  await page.reload();
  await locked.waitFor();
  await page.getByRole('dialog').getByLabel('PIN').fill('2468');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await locked.waitFor({ state: 'detached' });

  await page.route('**/auth/logout', (route) => route.abort());
  await page.getByRole('button', { name: 'Sign out' }).click();
  const notYet = page.getByRole('heading', { name: 'You are not signed out yet' });
  await notYet.waitFor();
  await looked('not-signed-out-laptop', page);
  await page.reload();
  await notYet.waitFor();
  expect(await page.getByText('Person amina').count()).toBe(0);
  await page.setViewportSize({ width: phone.width, height: phone.height });
  await page.emulateMedia({ colorScheme: phone.colorScheme });
  await looked('not-signed-out-phone', page);
  await page.unroute('**/auth/logout');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('at the first sign-in stands what is kept and why; until it is read, once', async () => {
  const made = await ict.ask({
    method: 'POST',
    path: '/api/v1/people',
    body: { schoolId, fullName: 'Newly Come', staffNumber: 'new-1' },
  });
  await desk.getByRole('button', { name: 'Sign out' }).click();
  await desk.getByRole('checkbox', { name: /shared with others/ }).waitFor();
  await looked('sign-in-laptop', desk);
  await signInAt(desk, site.address, 'new-1', made.body.oneTimePassword);
  await desk.getByLabel('New password').first().fill(ownPassword);
  await desk.getByLabel('New password once more').fill(ownPassword);
  await desk.getByRole('button', { name: 'Save and go on' }).click();
  await desk.getByRole('dialog', { name: 'What TeachTrack keeps about you' }).waitFor();
  await looked('notice-laptop', desk);
  // It closes at once, and the server is told meanwhile.
  const told = desk.waitForResponse((answer) => answer.url().endsWith('/account/notice'));
  await desk.getByRole('button', { name: 'I have read it' }).click();
  await desk.getByRole('dialog').waitFor({ state: 'detached' });
  expect((await told).status()).toBe(204);
  await desk.reload();
  await desk.getByRole('heading', { name: /Hello/ }).waitFor();
  await expect.poll(() => desk.getByRole('dialog').count()).toBe(0);
});
