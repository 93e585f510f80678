import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, laptop, openBrowser, phone } from '../../browser/browser.ts';
import { person, schemeRequest, school, type User } from '../world.ts';
import { looked, type ServedSite, serveSite, signInAt } from './served-site.ts';

let site: ServedSite;
let admin: User;
let teacher: User;
let atAdmin: Browser;
let atTeacher: Browser;

beforeAll(async () => {
  site = await serveSite();
  admin = await site.administrator();
  const { id } = await school(admin, 'HILL');
  teacher = await person(admin, site.ask, id, 'amina');
  atAdmin = await site.signedIn(admin, laptop);
  atTeacher = await site.signedIn(teacher, phone);
});
afterAll(() => site?.stop());

describe('home, announcements and help', () => {
  test('the administrator sees the schools, and announces something urgent to everybody', async () => {
    const { page } = atAdmin;
    await page.getByRole('heading', { name: 'Hello, Ada Admin' }).waitFor();
    await page.getByRole('row', { name: /School HILL/ }).waitFor();
    await looked('home-administrator-laptop', page);
    await page.getByRole('link', { name: 'Announcements' }).click();
    await page.getByText('Nothing has been announced.').waitFor();
    await page.getByRole('button', { name: 'New announcement' }).click();
    await page.getByLabel('Title').fill('<i>Schemes</i> are due on Friday');
    await page.getByLabel('Text').fill('Heads of department look at them\nfrom Monday on.');
    await page.getByLabel('Urgent', { exact: false }).check();
    await looked('announcement-form-laptop', page);
    await page.getByRole('button', { name: 'Announce', exact: true }).click();
    await page.getByRole('article').getByText('Heads of department').waitFor();
    await looked('announcements-laptop', page);
  });

  test('last days before the first are refused in words', async () => {
    const { page } = atAdmin;
    await page.getByRole('button', { name: 'New announcement' }).click();
    await page.getByLabel('Title').fill('Backwards');
    await page.getByLabel('Last day').evaluate((field: HTMLInputElement) => field.removeAttribute('min'));
    await page.getByLabel('Last day').fill('2001-01-01');
    await page.getByRole('button', { name: 'Announce', exact: true }).click();
    await page.getByRole('alert').getByText('Something in the form is not right.').waitFor();
    await page.keyboard.press('Escape');
  });

  test('a teacher reads it on a phone, on every page, and puts it away for good', async () => {
    const { page } = atTeacher;
    await page.reload();
    await page.getByText('<i>Schemes</i> are due on Friday').waitFor();
    await looked('home-teacher-phone', page);
    await page.getByRole('button', { name: 'Menu' }).click();
    await looked('menu-phone', page);
    await page.getByRole('link', { name: 'Help' }).click();
    await page.getByRole('heading', { name: 'Help' }).waitFor();
    await page.getByText('<i>Schemes</i> are due on Friday').waitFor();
    await page.getByRole('button', { name: /Put away/ }).click();
    await page.getByText('<i>Schemes</i> are due on Friday').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { name: 'Help' }).waitFor();
    await page.getByLabel('Search the help').fill('password');
    await page.getByRole('button', { name: 'I have forgotten my password' }).click();
    await page.getByText('No e-mail is needed.').waitFor();
    await looked('help-phone', page);
    await expect.poll(() => page.getByText('<i>Schemes</i> are due on Friday').count()).toBe(0);
    await expect.poll(() => page.getByText('How do I bring in a new colleague?').count()).toBe(0);
  });

  test('a page whose program the network lost on the way is loaded again by itself', async () => {
    const { page } = atTeacher;
    let asked = 0;
    await page.route('**/assets/*.js', (route) => {
      asked += 1;
      return asked === 1 ? route.abort('internetdisconnected') : route.continue();
    });
    await page.goto(site.address);
    await page.getByRole('heading', { name: /^Hello, / }).waitFor();
    await page.unroute('**/assets/*.js');
    expect(asked).toBeGreaterThan(1);
    expect(await page.getByText('The network was away').isVisible()).toBe(false);
  });

  test('the home page of a teacher names the classes and what is still due', async () => {
    const terms = await teacher.ask({ path: '/api/v1/terms' });
    const request = { ...(await schemeRequest(teacher)), termId: terms.body.current };
    const headers = { 'idempotency-key': 'shell-test-scheme' };
    const accepted = await teacher.ask({ method: 'POST', path: '/api/v1/schemes/generate', headers, body: request });
    expect(accepted.status).toBe(202);
    const { page } = atTeacher;
    await page.goto(site.address);
    await page.getByText('Every class has its scheme of work.').waitFor();
    await page.getByRole('link', { name: 'Open the scheme' }).waitFor();
    await looked('home-classes-phone', page);
  });

  test('the site speaks Kiswahili to whoever chooses it, and again when they come back', async () => {
    const { page } = atTeacher;
    await page.goto(`${site.address}/account`);
    await page.getByText('Kiswahili', { exact: true }).click();
    await page.getByRole('heading', { name: 'Akaunti yangu' }).waitFor();
    await looked('account-kiswahili-phone', page);
    await page.goto(site.address);
    await page.getByText('Kila darasa lina azimio lake la kazi.').waitFor();
    await looked('home-kiswahili-phone', page);
    await page.getByRole('link', { name: 'Fungua azimio' }).click();
    await page.getByRole('button', { name: 'Wasilisha liidhinishwe' }).waitFor();
    await page.getByRole('button', { name: 'Toka' }).click();
    // The device has its own choice.
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByRole('button', { name: 'Kiswahili' }).click();
    await page.getByRole('heading', { name: 'Ingia' }).waitFor();
    await looked('sign-in-kiswahili-phone', page);
    await page.getByRole('button', { name: 'English' }).click();
    await signInAt(page, site.address, teacher.name, teacher.password);
    await page.getByRole('heading', { name: /Habari/ }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('sw');
    expect((await admin.ask({ method: 'PUT', path: '/api/v1/site-language', body: { language: 'fr' } })).status).toBe(
      204,
    );
    const fresh = await openBrowser(laptop);
    await fresh.page.goto(site.address);
    await fresh.page.getByRole('heading', { name: 'Connexion' }).waitFor();
    await looked('sign-in-french-laptop', fresh.page);
    await fresh.close();
    await admin.ask({ method: 'PUT', path: '/api/v1/site-language', body: { language: '' } });
    await page.goto(`${site.address}/account`);
    await page.getByText('English', { exact: true }).click();
    await page.getByRole('heading', { name: 'My account' }).waitFor();
  });

  test('search finds schemes and sub-strands by their words, and says so when nothing has them', async () => {
    const { page } = atTeacher;
    await page.goto(`${site.address}/search`);
    await page.getByLabel('Words to look for').fill('east eng');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: 'English, 4 East' }).waitFor();
    await looked('search-phone', page);
    await page.getByLabel('Words to look for').fill('100%_');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('Nothing has “100%_”').waitFor();
  });
});
