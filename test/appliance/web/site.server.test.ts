import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, laptop, openBrowser, phone } from '../../browser/browser.ts';
import { firstPassword, ownPassword } from '../world.ts';
import { looked, type ServedSite, serveSite, signInAt } from './served-site.ts';

let site: ServedSite;
let browser: Browser;
let page: Page;
let address: string;
let teacher: { readonly userName: string; readonly password: string };

beforeAll(async () => {
  site = await serveSite();
  address = site.address;
  browser = await openBrowser(laptop);
  page = browser.page;
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const signIn = (at: Page, name: string, password: string) => signInAt(at, address, name, password);

async function choosePassword(at: Page): Promise<void> {
  await at.getByLabel('New password', { exact: false }).first().fill(ownPassword);
  await at.getByLabel('New password once more').fill(ownPassword);
  await at.getByRole('button', { name: 'Save and go on' }).click();
  await at.getByRole('button', { name: 'I have read it' }).click();
}

describe('the site over plain HTTP', () => {
  test('a wrong password is told in words', async () => {
    await signIn(page, 'admin', 'not the one');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('The name or the password is not right.');
    await looked('sign-in-refused-laptop', page);
  });

  test('the administrator must choose an own password, and a short one is refused', async () => {
    await signIn(page, 'admin', firstPassword);
    await page.getByRole('heading', { name: 'Choose your own password' }).waitFor();
    await page.getByLabel('New password', { exact: false }).first().fill('short');
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByText('Too short').waitFor();
    await looked('choose-password-laptop', page);
    await choosePassword(page);
    await page.getByRole('link', { name: 'Add a school' }).click();
    await page.getByRole('heading', { name: 'Schools', exact: true }).waitFor();
  });

  test('the administrator adds a school and a teacher, whose password is shown once', async () => {
    await page.getByLabel('School code').fill('HILL');
    await page.getByLabel('Name of the school').fill('<b>Hill</b> & Road “Primary” 学校');
    await page.getByRole('button', { name: 'Add a school' }).click();
    await page.getByRole('cell', { name: '<b>Hill</b> & Road' }).waitFor();
    await looked('schools-laptop', page);
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByLabel('Full name').fill('Amina Otieno');
    await page.getByLabel('Staff number').fill('T-100');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByRole('heading', { name: 'Write this down now' }).waitFor();
    await looked('one-time-password-laptop', page);
    const [userName = '', password = ''] = await page.getByRole('status').locator('code').allInnerTexts();
    teacher = { userName, password };
    await page.getByRole('button', { name: 'I have written it down' }).click();
    expect(await page.content()).not.toContain(password);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  test('the teacher makes a scheme of work, watches it and reads it', async () => {
    await signIn(page, teacher.userName, teacher.password);
    await choosePassword(page);
    await page.getByRole('link', { name: 'Schemes of work' }).click();
    await page.getByText('You have no scheme of work yet').waitFor();
    await looked('no-schemes-laptop', page);
    await page.getByRole('link', { name: 'New scheme of work' }).click();
    await page.getByRole('combobox', { name: 'Grade' }).click();
    await page.getByRole('option', { name: 'Grade 4' }).click();
    await page.getByRole('combobox', { name: 'Learning area' }).click();
    await page.getByRole('option', { name: 'Mathematics' }).click();
    await page.getByLabel('Class', { exact: false }).first().fill('4 East');
    for (const day of ['Mon', 'Wed', 'Thu', 'Fri']) {
      await page.getByRole('button', { name: `${day}, Lesson 2: no lesson` }).click();
    }
    await looked('new-scheme-laptop', page);
    await page.getByRole('button', { name: 'Make the scheme' }).click();
    await page.getByRole('columnheader', { name: 'Specific learning outcomes' }).waitFor();
    expect(await page.getByRole('row').count()).toBeGreaterThan(20);
    await looked('scheme-laptop', page);
  });

  test('on a phone the scheme is a card per lesson, without scrolling sideways', async () => {
    const small = await openBrowser(phone);
    try {
      await signIn(small.page, teacher.userName, ownPassword);
      await small.page.getByRole('heading', { name: /Hello/ }).waitFor();
      await small.page.goto(`${address}/schemes`);
      await small.page.getByRole('link', { name: /Mathematics, 4 East/ }).waitFor();
      await looked('schemes-phone', small.page);
      await small.page.goto(`${address}/schemes/new`);
      await small.page.getByRole('heading', { name: 'New scheme of work' }).waitFor();
      await looked('new-scheme-phone', small.page);
      await small.page.goto(`${address}/schemes`);
      await small.page.getByRole('link', { name: /Mathematics, 4 East/ }).click();
      await small.page.getByText('Week 1 · Lesson 1').waitFor();
      await looked('scheme-phone', small.page);
    } finally {
      await small.close();
    }
  });

  test('an address of another page that does not exist leads home, and one of a scheme that is not ours is refused', async () => {
    await page.goto(`${address}/schemes/01ARZ3NDEKTSV4RRFFQ69G5FAV`);
    await page.getByText('This does not exist, or it is not yours.').waitFor();
    await page.goto(`${address}/no/such/page`);
    await page.getByRole('heading', { name: /Hello/ }).waitFor();
  });
});
