import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { today as dayHere } from '../../../appliance/today.ts';
import { type Browser, type Looks, laptop, phone } from '../../browser/browser.ts';
import { daysFrom } from '../running-term.ts';
import { type Ask, school as addSchool, ownPassword, type User } from '../world.ts';
import { looked } from './served-site.ts';

/** Where the journey is made: a site that is served, whoever set it up. */
export type JourneySite = {
  readonly address: string;
  readonly ask: Ask;
  administrator(): Promise<User>;
  signedIn(user: User, looks: Looks): Promise<Browser>;
  stop(): Promise<void>;
};

/**
 * Tests of the whole way of a term through the site, at a laptop and a phone: each step stands on what the one before it
 * left. Pictures are named `<name>-<number>-…`.
 */
export function journeyThrough(name: string, serve: () => Promise<JourneySite>): void {
  let site: JourneySite;
  let admin: User;
  let schoolId: string;
  let office: Page;
  let desk: Page;
  const today = dayHere();
  const year = today.slice(0, 4);
  const isSchoolDay = (day: string) => [1, 2, 3, 4, 5].includes(new Date(day).getUTCDay());
  /** Not on the first days of a year that begins at a weekend: nobody has taught in it. */
  const hasTaught = [0, 1, 2]
    .map((days) => daysFrom(today, -days))
    .some((day) => day.startsWith(year) && isSchoolDay(day));

  beforeAll(async () => {
    site = await serve();
    admin = await site.administrator();
    schoolId = (await addSchool(admin, 'HILL')).id;
    office = (await site.signedIn(admin, laptop)).page;
  });
  afterAll(() => site?.stop());

  const people = `Staff No;Name;Department;Roles
T-1;Amina Otieno;Sciences;teacher
H-1;Grace Head;;head teacher
I-1;Ian Ict;;ICT
`;

  /** Opens a new account with a code, as somebody does who was told it. */
  async function opened(staffNumber: string, fullName: string): Promise<User> {
    const found = await admin.ask({ path: `/api/v1/people?schoolId=${schoolId}&search=${staffNumber}` });
    const { id } = found.body.items[0];
    const { code } = (await admin.ask({ method: 'POST', path: `/api/v1/people/${id}/reset-code` })).body;
    const body = { name: staffNumber, code, newPassword: ownPassword };
    const answer = await site.ask({ method: 'POST', path: '/api/v1/auth/recover', body });
    expect([answer.status, answer.body.fullName]).toEqual([200, fullName]);
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const ask: User['ask'] = (request) => site.ask({ ...request, headers: { cookie, ...request.headers } });
    await ask({ method: 'POST', path: '/api/v1/account/notice', body: { version: 1 } });
    return { id, name: staffNumber, password: ownPassword, ask };
  }

  test('the district brings in people and a curriculum, and sets the calendar', async () => {
    await office.goto(`${site.address}/schools/${schoolId}/import`);
    const [chooser] = await Promise.all([
      office.waitForEvent('filechooser'),
      office.getByRole('button', { name: 'Choose a file' }).click(),
    ]);
    await chooser.setFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from(people) });
    await office.getByRole('button', { name: 'Take over 3 people' }).click();
    await office.getByText('Done: 3 rows were taken over.').waitFor();
    await looked(`${name}-1-people`, office);

    const subStrands = ['Pots', 'Bowls', 'Glazing', 'Kilns'].map((title, index) => ({
      code: `1.${index + 1}`,
      title,
      lessons: 6,
      outcomes: [`describe ${title.toLowerCase()}`, `make ${title.toLowerCase()}`, `value ${title.toLowerCase()}`],
    }));
    const strands = [{ code: '1.0', title: 'Clay', subStrands }];
    const curriculum = { grade: 'Grade 6', learningArea: 'Crafts', lessonsPerWeek: 3, lessonMinutes: 35, strands };
    await office.goto(`${site.address}/curriculum`);
    await office.getByRole('button', { name: 'Bring in a file' }).click();
    const file = { name: 'crafts.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(curriculum)) };
    await office.locator('input[type=file]').setInputFiles(file);
    await office.getByRole('button', { name: 'Look at it first' }).click();
    await office.getByRole('button', { name: 'Take it in as a draft' }).click();
    await office.getByRole('heading', { name: 'Grade 6: Crafts' }).waitFor();
    await office.goto(`${site.address}/curriculum`);
    await office.getByRole('button', { name: 'Put it in use' }).click();
    await office.getByRole('dialog').getByRole('button', { name: 'Put it in use' }).click();
    await office.getByRole('dialog').waitFor({ state: 'detached' });
    await looked(`${name}-2-curriculum`, office);

    await office.goto(`${site.address}/calendar`);
    await office.getByRole('button', { name: 'Change the calendar' }).click();
    for (const other of [2, 3]) await office.getByRole('button', { name: `Remove Term ${other}` }).click();
    const term = office.getByRole('group', { name: 'Term 1' });
    const begins = daysFrom(today, -35);
    await term.getByLabel('Begins').fill(begins.startsWith(year) ? begins : `${year}-01-01`);
    await term.getByLabel('Ends').fill(daysFrom(today, 60));
    await office.getByRole('button', { name: 'What would this change?' }).click();
    await office.getByText(/Term 1: \d+ school days/).waitFor();
    await looked(`${name}-3-calendar`, office);
    await office.getByRole('button', { name: 'Put it in force' }).click();
    await office.getByText('Version 2, in force for all schools').waitFor();
  });

  test('the ICT person enters a class and its timetable; the teacher makes a scheme of it and changes it', async () => {
    desk = (await site.signedIn(await opened('I-1', 'Ian Ict'), laptop)).page;
    await desk.goto(`${site.address}/classes`);
    await desk.getByRole('combobox', { name: 'Grade' }).click();
    await desk.getByRole('option', { name: 'Grade 6' }).click();
    await desk.getByLabel('Name of the class').fill('6 North');
    await desk.getByRole('button', { name: 'Add a class' }).click();
    await desk.getByRole('link', { name: /6 North/ }).click();
    await desk.getByRole('combobox', { name: 'Learning area' }).click();
    await desk.getByRole('option', { name: 'Crafts' }).click();
    await desk.getByRole('combobox', { name: 'Teacher', exact: true }).click();
    await desk.getByRole('option', { name: 'Amina Otieno' }).click();
    await desk.getByRole('button', { name: 'Add', exact: true }).click();
    // Every day: in the first days of January the term has not had many.
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']) {
      await desk.getByRole('button', { name: `${day}, lesson 2:` }).click();
    }
    await desk.getByRole('button', { name: 'Save the timetable' }).click();
    await desk.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    await looked(`${name}-4-timetable`, desk);

    teacher = await opened('T-1', 'Amina Otieno');
    const { page } = await site.signedIn(teacher, laptop);
    await page.getByRole('link', { name: 'New scheme of work' }).first().click();
    await page.getByRole('combobox', { name: 'A class of your timetable' }).click();
    await page.getByRole('option', { name: 'Crafts, 6 North' }).click();
    await page.getByRole('button', { name: 'Wed, Lesson 2: single lesson' }).waitFor();
    await looked(`${name}-5-new-scheme`, page);
    await page.getByRole('button', { name: 'Make the scheme' }).click();
    await page.getByRole('grid').waitFor();
    const cell = page.locator('[data-place$=" inquiry"]').first();
    await cell.focus();
    await page.keyboard.type('What holds water?');
    await page.keyboard.press('Enter');
    await page.locator('[data-save-state="saved"]').waitFor();
    await page.getByText('What holds water?').waitFor();
    await looked(`${name}-6-scheme`, page);
    schemePath = new URL(page.url()).pathname;
    teacherPage = page;
  });

  let teacher: User;
  let schemePath: string;
  let teacherPage: Page;

  test('plans are prepared, one is changed and comes as a file', async () => {
    const page = teacherPage;
    await page.goto(`${site.address}${schemePath}/plans`);
    await page.getByRole('button', { name: 'Prepare the whole term' }).click();
    await page.getByText(/\d+ plans are ready/).waitFor();
    await looked(`${name}-7-plans`, page);
    await page.locator('a[href*="/plans/"]').first().click();
    await page.getByRole('button', { name: 'Change: Introduction' }).click();
    await page.getByLabel('Step 1', { exact: true }).first().fill('Learners touch wet and dry clay.');
    await page.locator('[data-save-state="saved"]').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Word file' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.docx$/);
    await looked(`${name}-8-plan`, page);
  });

  test.runIf(hasTaught)('on a phone a lesson is written down as missed and the scheme moves on', async () => {
    const { page } = await site.signedIn(teacher, phone);
    await page.goto(`${site.address}/today`);
    const missed = page.getByRole('button', { name: 'Not taught' });
    await page.getByRole('button', { name: 'Day before' }).waitFor();
    for (let days = 0; days < 7; days++) {
      await page
        .getByText(/Lesson 2|You have no lesson/)
        .first()
        .waitFor();
      if ((await missed.count()) > 0) break;
      await page.getByRole('button', { name: 'Day before' }).click();
    }
    await looked(`${name}-9-today-phone`, page);
    await missed.click();
    await page.getByText('School event').click();
    await page.getByRole('button', { name: 'Choose how to go on' }).click();
    await page
      .getByRole('radio', { name: /by one lesson|later/i })
      .first()
      .check();
    await looked(`${name}-10-missed-phone`, page);
    await page.getByRole('button', { name: 'Do this' }).click();
    await page.getByRole('button', { name: 'Do this' }).waitFor({ state: 'detached' });
    await page.goto(`${site.address}/coverage`);
    await page.getByRole('link', { name: 'Record of work' }).click();
    await page.getByText('School event', { exact: false }).first().waitFor();
    await looked(`${name}-11-record-phone`, page);
  });

  test('the school closes a day, sees what that moves for each teacher, and moves it', async () => {
    await desk.goto(`${site.address}/calendar`);
    await desk.getByRole('button', { name: 'Change the days of this school' }).click();
    await desk.getByRole('button', { name: 'Add days' }).click();
    await desk.getByRole('textbox', { name: 'Name' }).fill('Water cut');
    for (const label of ['From', 'To']) await desk.getByLabel(label, { exact: true }).fill(nextLesson());
    await desk.getByRole('button', { name: 'Save' }).click();
    await desk.getByRole('button', { name: 'What would move?' }).click();
    await desk.getByText(/\d+ lessons? would move, in 1 of 1 schemes of work/).waitFor();
    await looked(`${name}-12-what-moves`, desk);
    await desk.setViewportSize({ width: phone.width, height: phone.height });
    await desk.emulateMedia({ colorScheme: phone.colorScheme });
    // The menu goes out of sight.
    await desk.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
    await looked(`${name}-13-what-moves-narrow`, desk);
    await desk.setViewportSize({ width: laptop.width, height: laptop.height });
    await desk.emulateMedia({ colorScheme: laptop.colorScheme });
    await desk.getByRole('button', { name: 'Move them in 1 scheme' }).click();
    await desk.getByText('1 scheme of work was moved.').waitFor();
    await looked(`${name}-14-moved`, desk);
  });

  /** A day after today on which the class meets. */
  function nextLesson(): string {
    const days = Array.from({ length: 7 }, (_, index) => daysFrom(today, index + 1));
    return days.find(isSchoolDay) ?? today;
  }

  test('the scheme is handed in; the head approves it, and the teacher sees it', async () => {
    const page = teacherPage;
    await page.goto(`${site.address}${schemePath}`);
    await page.getByRole('button', { name: 'Hand in for approval' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Hand in for approval' }).click();
    await page.getByText('Waits for the deputy or head').waitFor();
    const { page: head } = await site.signedIn(await opened('H-1', 'Grace Head'), laptop);
    await head.goto(`${site.address}/reviews`);
    await head.getByRole('link', { name: 'Who approves' }).click();
    await head.getByRole('region', { name: 'Step 2' }).waitFor();
    await looked(`${name}-15-steps`, head);
    await head.goto(`${site.address}/reviews`);
    await head.getByRole('link', { name: /6 North/ }).click();
    await head.getByRole('button', { name: 'Endorse or approve' }).click();
    await head.getByText('Nothing waits for you.').waitFor();
    await page.reload();
    await page.getByText('Approved').first().waitFor();
    await looked(`${name}-16-approved`, page);
  });
}
