import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, laptop, phone } from '../../browser/browser.ts';
import { person, school, type User } from '../world.ts';
import { looked, type ServedSite, serveSite } from './served-site.ts';

let site: ServedSite;
let admin: User;
let atIct: Browser;
let atEditor: Browser;
let atTeacher: Browser;
const folder = mkdtempSync(join(tmpdir(), 'teachtrack-files-'));
const year = new Date().getUTCFullYear();

beforeAll(async () => {
  site = await serveSite();
  admin = await site.administrator();
  const { id } = await school(admin, 'HILL');
  const ict = await person(admin, site.ask, id, 'ict', 'school-ict-admin');
  const teacher = await person(ict, site.ask, id, 'amina');
  await person(ict, site.ask, id, 'brian');
  // As the server has it: weeks are entered from a day on, which must not be the one before.
  const { timeZone: timezoneId } = site.stack.settings;
  atIct = await site.signedIn(ict, { ...laptop, timezoneId });
  atEditor = await site.signedIn(admin, { ...laptop, colorScheme: 'dark', timezoneId });
  atTeacher = await site.signedIn(teacher, { ...phone, timezoneId });
});
afterAll(async () => {
  await site?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('classes and timetables', () => {
  test('the ICT administrator adds classes and the times of the day', async () => {
    const { page } = atIct;
    await page.goto(`${site.address}/classes`);
    await page.getByText('There is no class yet.').waitFor();
    await page.getByRole('combobox', { name: 'Grade' }).click();
    await page.getByRole('option', { name: 'Grade 4' }).click();
    for (const name of ['4 East', '4 West']) {
      await page.getByLabel('Name of the class').fill(name);
      await page.getByRole('button', { name: 'Add a class' }).click();
      await page.getByRole('link', { name: new RegExp(name) }).waitFor();
    }
    await page.getByLabel('Breaks', { exact: false }).fill('2 is 20');
    await page.getByText('Write the breaks like').waitFor();
    await page.getByLabel('Breaks', { exact: false }).fill('2: 20, 4: 30');
    await page.getByRole('button', { name: 'Set the times' }).click();
    await page.getByText('3 · 09:50').waitFor();
    await page.getByRole('combobox', { name: 'Times of' }).click();
    await page.getByRole('option', { name: 'Grade 4' }).click();
    await page.getByText('This grade shares the times of all grades.').waitFor();
    await page.getByLabel('Minutes of a lesson').fill('30');
    await page.getByRole('button', { name: 'Set the times' }).click();
    await page.getByText('3 · 09:40').waitFor();
    await looked('classes-laptop', page);
    await page.getByRole('button', { name: 'Share the times of all again' }).click();
    await page.getByText('3 · 09:50').waitFor();
  });

  test('says how many lessons a week has, and goes back to what the curriculum says', async () => {
    const { page } = atIct;
    await page.getByRole('link', { name: 'Lessons a week and doubles' }).click();
    const area = page.getByRole('region', { name: 'Mathematics' });
    await area.getByText('as in the curriculum').waitFor();
    const doubles = area.getByLabel('Mathematics: Doubles');
    await doubles.fill('9');
    await area.getByText('A double takes two lessons').waitFor();
    await doubles.fill('1');
    await looked('lesson-rules-laptop', page);
    await page.getByRole('button', { name: 'Save these rules' }).click();
    await area.getByText('set by the school').waitFor();
    await page.setViewportSize({ width: phone.width, height: phone.height });
    await looked('lesson-rules-phone', page);
    await page.setViewportSize({ width: laptop.width, height: laptop.height });
    await area.getByRole('button', { name: /Back to what held before/ }).click();
    await area.getByText('as in the curriculum').waitFor();
  });

  test('gives learning areas to teachers, fills in the week by mouse and keyboard, and sees a clash with its reason', async () => {
    const { page } = atIct;
    for (const name of ['4 East', '4 West']) {
      await page.goto(`${site.address}/classes`);
      await page.getByRole('link', { name: new RegExp(name) }).click();
      await page.getByRole('combobox', { name: 'Learning area' }).click();
      await page.getByRole('option', { name: 'Mathematics' }).click();
      await page.getByRole('combobox', { name: 'Teacher', exact: true }).click();
      await page.getByRole('option', { name: 'Person amina' }).click();
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      const place = (day: string, lesson: number) => page.getByRole('button', { name: `${day}, lesson ${lesson}:` });
      await place('Monday', 1).click();
      await place('Monday', 1).press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page
        .getByRole('button', { name: /Tuesday, lesson 1: *Mathematics *Person amina *, double lesson/ })
        .waitFor();
      await page.getByRole('button', { name: 'Save the timetable' }).click();
      await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    }
    await page.getByText('Person amina has two lessons on Monday, lesson 1:').waitFor();
    await page.getByText('Mathematics, 4 East, Person amina').first().waitFor();
    await looked('class-laptop', page);
    await page.getByRole('button', { name: 'Change the class' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('its grade stays').waitFor();
    await dialog.getByLabel('Boys').fill('21');
    await dialog.getByLabel('Girls').fill('19');
    await looked('class-change-laptop', page);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('40 learners: 21 boys, 19 girls').waitFor();
    await page.setViewportSize({ width: phone.width, height: phone.height });
    await looked('class-phone', page);
    await page.goto(`${site.address}/classes`);
    await page.getByRole('link', { name: /4 East/ }).waitFor();
    await looked('classes-phone', page);
    await page.setViewportSize({ width: laptop.width, height: laptop.height });
  });

  test('the teacher sees the own week on a phone', async () => {
    const { page } = atTeacher;
    await page.goto(`${site.address}/timetable`);
    await page.getByRole('heading', { name: 'My week' }).waitFor();
    await page.getByText('4 East').first().waitFor();
    await looked('my-week-phone', page);
    await page.getByRole('button', { name: 'Enter my lessons' }).click();
    await page.getByRole('combobox', { name: 'Class', exact: true }).click();
    await page.getByRole('option', { name: /4 West/ }).click();
    await page.getByRole('combobox', { name: 'Learning area' }).click();
    await page.getByRole('option', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('English · 4 West').click();
    await page.getByRole('button', { name: 'Friday, lesson 3:' }).click();
    await page.getByRole('button', { name: /Friday, lesson 3: *English *4 West/ }).waitFor();
    await looked('own-lessons-phone', page);
    await page.getByRole('button', { name: 'Save my lessons' }).click();
    await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    await page.setViewportSize({ width: laptop.width, height: laptop.height });
    await looked('own-lessons-laptop', page);
    await page.setViewportSize({ width: phone.width, height: phone.height });
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('English').first().waitFor();
    await page.goto(`${site.address}/schemes/new`);
    await page.getByRole('combobox', { name: 'A class of your timetable' }).click();
    await page.getByRole('option', { name: 'Mathematics, 4 East' }).click();
    await page.getByRole('button', { name: 'Tue, Lesson 1: double lesson' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Class', exact: true }).inputValue()).toBe('4 East');
    await looked('new-scheme-of-timetable-phone', page);
  });
});

describe('the calendar', () => {
  test('a change says what it means for the terms before it is put in force', async () => {
    const { page } = atEditor;
    await page.goto(`${site.address}/calendar`);
    await page.getByRole('heading', { name: `Calendar of ${year}` }).waitFor();
    await page.getByRole('img', { name: /^May: / }).waitFor();
    await looked('calendar-laptop-dark', page);
    await page.getByRole('button', { name: 'Change the calendar' }).click();
    await page.getByRole('button', { name: 'Add days' }).click();
    const added = page.getByRole('group', { name: 'Add days' });
    await added.getByLabel('Name').fill('Strike <b>');
    await page.getByRole('button', { name: 'What would this change?' }).click();
    await page.getByText(/Term 1: \d+ school days instead of \d+/).waitFor();
    await looked('calendar-editor-laptop-dark', page);
    await page.getByRole('button', { name: 'Put it in force' }).click();
    await page.getByText('Version 2, in force for all schools').waitFor();
    await page.getByText('Strike <b>').waitFor();
  });

  test('a school closes by itself, which its teachers see', async () => {
    const { page } = atIct;
    await page.goto(`${site.address}/calendar`);
    await page.getByRole('button', { name: 'Change the days of this school' }).click();
    await page.getByRole('button', { name: 'Add days' }).click();
    await page.getByRole('group', { name: 'Add days' }).getByLabel('Name').fill('Sports day');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Sports day').waitFor();
    const teacher = atTeacher.page;
    await teacher.goto(`${site.address}/calendar`);
    await teacher.getByText('Sports day').waitFor();
    await expect.poll(() => teacher.getByRole('button', { name: 'Change the calendar' }).count()).toBe(0);
    await looked('calendar-phone', teacher);
  });
});

describe('the curriculum', () => {
  const strands = [
    { code: '1.0', title: 'Clay', subStrands: [{ code: '1.1', title: 'Pots', lessons: 4, outcomes: ['shape a pot'] }] },
  ];

  test('a broken file is refused with the place, a good one is previewed and taken in as a draft', async () => {
    const { page } = atEditor;
    const good = join(folder, 'grade-6-crafts.json');
    const bad = join(folder, 'cut.json');
    writeFileSync(good, JSON.stringify({ strands }));
    writeFileSync(bad, '{"strands": [{"name": "Cl');
    await page.goto(`${site.address}/curriculum`);
    await page.getByRole('heading', { name: 'Grade 4: Mathematics' }).waitFor();
    await looked('curriculum-laptop-dark', page);
    await page.getByRole('button', { name: 'Bring in a file' }).click();
    await page.locator('input[type=file]').setInputFiles(bad);
    await page.getByRole('button', { name: 'Look at it first' }).click();
    await page.getByRole('alert').getByText('/strands/0/name').waitFor();
    await page.locator('input[type=file]').setInputFiles(good);
    await page.getByRole('button', { name: 'Look at it first' }).click();
    await page.getByText('Crafts, Grade 6').waitFor();
    await page.getByText('The file names no grade; "Grade 6" was taken.').waitFor();
    await looked('curriculum-preview-laptop-dark', page);
    await page.getByRole('button', { name: 'Take it in as a draft' }).click();
    await page.getByRole('heading', { name: 'Grade 6: Crafts' }).waitFor();
  });

  test('what is typed is saved by itself, a change of somebody else is a choice, and the draft is put in use', async () => {
    const { page } = atEditor;
    await page.getByRole('button', { name: /1.1 Pots/ }).click();
    const title = page.getByLabel('Title');
    await title.fill('Pots and jars');
    await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('button', { name: /1.1 Pots and jars/ }).waitFor();
    await looked('curriculum-editor-laptop-dark', page);
    const id = page.url().split('/').at(-1) ?? '';
    const tree = (await admin.ask({ path: `/api/v1/learning-areas/${id}/editing` })).body;
    const [sub] = tree.strands[0].subStrands;
    const body = { version: tree.versions[sub.id], code: '1.1', title: 'Theirs' };
    expect((await admin.ask({ method: 'PUT', path: `/api/v1/nodes/${sub.id}`, body })).status).toBe(200);
    await title.fill('Mine');
    await page.getByText('Somebody else changed this meanwhile').waitFor();
    await page
      .getByRole('alert')
      .getByText(/^Theirs/)
      .waitFor();
    await looked('curriculum-conflict-laptop-dark', page);
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByRole('button', { name: /1.1 Mine/ }).waitFor();
    await page.setViewportSize({ width: phone.width, height: phone.height });
    await looked('curriculum-editor-phone-dark', page);
    await page.setViewportSize({ width: laptop.width, height: laptop.height });
    await page.goto(`${site.address}/curriculum`);
    await page.getByRole('button', { name: 'Put it in use' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Put it in use' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const inUse = await admin.ask({ path: '/api/v1/learning-areas?grade=Grade%206' });
    expect(inUse.body.items).toMatchObject([{ name: 'Crafts' }]);
  });
});
