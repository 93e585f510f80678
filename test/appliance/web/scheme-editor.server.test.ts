import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../../appliance/features/plans/schema.ts';
import type { Review } from '../../../appliance/features/reviews/schema.ts';
import type { Scheme, SchemeRow } from '../../../appliance/features/schemes/schema.ts';
import { newId } from '../../../appliance/ids.ts';
import { type Browser, type Looks, laptop, patienceMs, phone } from '../../browser/browser.ts';
import { startInstance } from '../../services/instance.ts';
import { until } from '../../services/process.ts';
import { generate, person, schemeRequest, school, type User } from '../world.ts';
import { looked, type ServedSite, serveSite } from './served-site.ts';

let site: ServedSite;
let teacher: User;
let browser: Browser;
let page: Page;
let schemeId: string;

beforeAll(async () => {
  site = await serveSite();
  const admin = await site.administrator();
  teacher = await person(admin, site.ask, (await school(admin, 'HILL')).id, 'T-100');
  schemeId = (await generate(teacher, await schemeRequest(teacher), newId())).body.schemeId;
  await until('the scheme is made', async () => (await scheme()).status === 'draft');
  browser = await site.signedIn({ ...teacher }, laptop);
  page = browser.page;
});
afterAll(async () => {
  await site?.stop();
});

type Lesson = Extract<SchemeRow, { kind: 'lesson' }>;
const scheme = async () => (await teacher.ask({ path: `/api/v1/schemes/${schemeId}` })).body as Scheme;
const lesson = async (index: number) =>
  (await scheme()).rows.filter((row): row is Lesson => row.kind === 'lesson')[index] as Lesson;
const cell = (at: Page, row: { readonly id: string }, name: string) => at.locator(`[data-place="${row.id} ${name}"]`);
const state = (at: Page, name: string) => at.locator(`[data-save-state="${name}"]`).waitFor();
const openScheme = async (at: Page) => {
  await at.goto(`${site.address}/schemes/${schemeId}`);
  await at.getByRole('grid').waitFor();
};
const clipboard = (at: Page, text: string) =>
  at.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, text);

test('a cell is found, typed and kept with the keyboard alone', async () => {
  await openScheme(page);
  const row = await lesson(0);
  await cell(page, row, 'inquiry').focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox').press('Control+a');
  await page.keyboard.type('What is <half> of a day?');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('And a quarter?');
  await page.keyboard.press('Enter');
  await state(page, 'saved');
  expect((await lesson(0)).inquiry).toEqual(['What is <half> of a day?', 'And a quarter?']);
  // Enter goes down; a letter begins anew, Escape leaves it as it was, Tab keeps it and goes on.
  await page.keyboard.type('Not this');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  const before = await lesson(1);
  await page.keyboard.type('x');
  await page.keyboard.press('Tab');
  await state(page, 'saved');
  const after = await lesson(1);
  expect(after.inquiry).toEqual(before.inquiry);
  expect(after.experiences).toEqual(['x']);
  await page.keyboard.press('Control+z');
  await until('the last act is undone', async () => (await lesson(1)).experiences[0] === before.experiences[0]);
  await looked('editor-laptop', page);
});

test('a block of a spreadsheet is pasted, copied out as it is, and one of 10,000 rows is refused kindly', async () => {
  const [row, next] = [await lesson(3), await lesson(4)];
  await cell(page, row, 'resources').focus();
  await clipboard(page, '"Chart\nScissors ""big"""\tOral\nReal fruit\tWritten');
  await state(page, 'saved');
  expect([(await lesson(3)).resources, (await lesson(3)).assessment]).toEqual([['Chart', 'Scissors "big"'], ['Oral']]);
  expect([(await lesson(4)).resources, (await lesson(4)).assessment]).toEqual([['Real fruit'], ['Written']]);
  await cell(page, row, 'resources').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  const copied = await page.evaluate(() => {
    const data = new DataTransfer();
    document.activeElement?.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true }));
    return data.getData('text/plain');
  });
  expect(copied).toBe('"Chart\nScissors ""big"""\tOral\nReal fruit\tWritten');
  await clipboard(page, Array.from({ length: 10_000 }, (_, index) => `row ${index}`).join('\n'));
  await page.getByText('You pasted 10,000 rows').waitFor();
  expect((await lesson(4)).resources).toEqual(['Real fruit']);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await until('the whole paste is undone', async () => (await lesson(4)).resources.join() === next.resources.join());
  expect((await lesson(3)).resources).toEqual(row.resources);
});

test('nothing typed is lost: the LAN drops, the API is killed, the tab is closed, the server is away for long', async () => {
  const type = async (at: Page, index: number, text: string) => {
    await cell(at, await lesson(index), 'reflection').focus();
    await at.keyboard.type(text);
    await at.keyboard.press('Enter');
  };
  const place = async (index: number) => cell(page, await lesson(index), 'reflection');
  const places = [await place(6), await place(7), await place(8)];
  const typed = async (nth: number, text: string) => {
    await places[nth]?.focus();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  await browser.context.setOffline(true);
  await typed(0, 'while the LAN was away');
  await state(page, 'device');
  await looked('editor-offline-laptop', page);
  await browser.context.setOffline(false);
  await state(page, 'saved');
  expect((await lesson(6)).reflection).toBe('while the LAN was away');

  process.kill(site.instance.pid(), 'SIGKILL');
  await typed(1, 'while the API was killed');
  await state(page, 'saved');
  expect((await lesson(7)).reflection).toBe('while the API was killed');

  await site.instance.keeper.stop();
  // Processes of the killed primary still answer on connections they had: they end within seconds.
  const serving = ['-f', `${site.stack.folder}/api.mjs`];
  await until('no serving process is left', async () => spawnSync('pgrep', serving).status === 1);
  await typed(2, 'in a tab that was closed');
  await state(page, 'device');
  await page.close();
  rmSync(site.instance.socketPath, { force: true });
  site.instance = await startInstance(site.stack);
  page = await browser.context.newPage();
  page.setDefaultTimeout(patienceMs);
  await until('the API serves again', async () => (await fetch(`${site.address}/health`)).status === 200);
  await openScheme(page);
  await state(page, 'saved');
  await until('what was typed arrives', async () => (await lesson(8)).reflection === 'in a tab that was closed');
  await type(page, 8, 'typed over');
  await state(page, 'saved');
  expect((await lesson(8)).reflection).toBe('typed over');
});

test('two tabs that change one cell: the later one sees both texts and chooses', async () => {
  const other = await browser.context.newPage();
  await openScheme(other);
  const row = await lesson(10);
  await other.evaluate(() => {
    // As on another machine: this tab hears nothing of the first.
    BroadcastChannel.prototype.postMessage = () => undefined;
  });
  await cell(page, row, 'inquiry').focus();
  await other.bringToFront();
  await cell(other, row, 'inquiry').focus();
  await other.keyboard.type('From the other tab?');
  await other.keyboard.press('Enter');
  await state(other, 'saved');
  await page.bringToFront();
  await cell(page, row, 'inquiry').focus();
  await page.keyboard.type('From this tab?');
  await page.keyboard.press('Enter');
  await page.getByText('The same text was changed twice').waitFor();
  await looked('editor-conflict-laptop', page);
  expect((await lesson(10)).inquiry).toEqual(['From the other tab?']);
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await state(page, 'saved');
  expect((await lesson(10)).inquiry).toEqual(['From this tab?']);
  await other.close();
});

test('what was typed is there when one comes back from another page, left at once or while the server is away', async () => {
  const row = await lesson(11);
  const typed = async (text: string) => {
    await cell(page, row, 'reflection').focus();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  const shown = (text: string) => cell(page, row, 'reflection').getByText(text, { exact: true }).waitFor();
  const awayAndBack = async () => {
    await page.getByRole('link', { name: 'Lesson plans', exact: true }).first().click();
    await page.getByRole('heading', { name: 'Lesson plans' }).waitFor();
    await page.getByRole('link', { name: '← Scheme of work' }).click();
  };
  await openScheme(page);
  await typed('before leaving');
  await state(page, 'saved');
  await awayAndBack();
  await shown('before leaving');
  await typed('typed over');
  await state(page, 'saved');
  expect((await lesson(11)).reflection).toBe('typed over');
  await typed('left at once');
  await page.getByRole('link', { name: 'Lesson plans', exact: true }).first().click();
  await until('what was typed arrives', async () => (await lesson(11)).reflection === 'left at once');
  await page.getByRole('link', { name: '← Scheme of work' }).click();
  await shown('left at once');
  await browser.context.setOffline(true);
  await typed('without a server');
  await state(page, 'device');
  await awayAndBack();
  await shown('without a server');
  await browser.context.setOffline(false);
  await state(page, 'saved');
  expect((await lesson(11)).reflection).toBe('without a server');
});

test('plans: the term is prepared with progress, one is changed and kept, on a phone too', async () => {
  await page.goto(`${site.address}/schemes/${schemeId}/plans`);
  await page.getByText('By sub-strand').click();
  const first = (await lesson(0)).subStrand;
  await page.getByRole('button', { name: `Prepare this sub-strand: ${first}` }).click();
  await page.getByText(/\d+ plans are ready/).waitFor();
  await page.getByRole('button', { name: `Prepare this sub-strand: ${first}` }).waitFor({ state: 'detached' });
  await looked('plans-sub-strands-laptop', page);
  await page.getByText('By week').click();
  await page.getByRole('button', { name: 'Prepare the whole term' }).click();
  await page.getByText(/\d+ plans are ready/).waitFor();
  await looked('plans-laptop', page);
  const row = await lesson(2);
  await page.goto(`${site.address}/schemes/${schemeId}/plans/${row.id}`);
  await page.getByRole('button', { name: 'Change: Introduction' }).click();
  await page.getByLabel('Step 1', { exact: true }).first().fill('Learners sing a song.');
  await state(page, 'saved');
  await page.reload();
  await page.getByText('Learners sing a song.').waitFor();
  await looked('plan-laptop', page);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByText('Learners sing a song.').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByText('there is nothing left to undo').waitFor();
  await page.keyboard.press('Control+y');
  await page.getByText('Learners sing a song.').waitFor();
  const small = await site.signedIn(teacher, phone);
  await small.page.goto(`${site.address}/schemes/${schemeId}/plans/${row.id}`);
  await small.page.getByText('Learners sing a song.').waitFor();
  await looked('plan-phone', small.page);
  await small.page.goto(`${site.address}/schemes/${schemeId}/plans`);
  await small.page.getByRole('heading', { name: 'Week 2' }).waitFor();
  await looked('plans-phone', small.page);
  await small.page.goto(`${site.address}/schemes/${schemeId}`);
  await small.page.getByText('Week 1 · Lesson 1').waitFor();
  const card = small.page.getByRole('article').nth(2);
  await card.getByRole('button', { name: 'Empty. Press to write.' }).last().click();
  await small.page.keyboard.type('Written on a phone');
  await small.page.keyboard.press('Enter');
  await state(small.page, 'saved');
  await card.getByText('Written on a phone').waitFor();
  await looked('editor-phone', small.page);
});

const asOn = async ({ width, height, colorScheme }: Looks) => {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme });
};
const planPatches = /\/plans\/\w+\?language=/;
const step = (name: string) => page.getByRole('region', { name, exact: true }).getByLabel('Step 1', { exact: true });
const change = (name: string) => page.getByRole('button', { name: `Change: ${name}` }).click();

async function planText(row: Lesson, slot: string): Promise<string> {
  const plan = (await teacher.ask({ path: `/api/v1/schemes/${schemeId}/plans/${row.id}` })).body as Plan;
  return JSON.stringify(plan.sections.find((section) => section.slot === slot)?.value);
}

test('plans: what is typed after a lost answer is saved too, and is there in the next lesson and back', async () => {
  const row = await lesson(5);
  await page.goto(`${site.address}/schemes/${schemeId}/plans/${row.id}`);
  await change('Introduction');
  await change('Conclusion');
  await page.route(planPatches, async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await step('Introduction').fill('Learners recall a song.');
  await state(page, 'device');
  await step('Conclusion').fill('Learners tidy up.');
  await page.unroute(planPatches);
  await state(page, 'saved');
  expect(await planText(row, 'introduction')).toContain('Learners recall a song.');
  expect(await planText(row, 'conclusion')).toContain('Learners tidy up.');
  await page.getByRole('link', { name: 'Next lesson' }).click();
  await page.getByText('Learners tidy up.').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Lesson before' }).click();
  await page.getByText('Learners tidy up.').waitFor();
  for (const [language, heading] of [
    ['Kiswahili', 'Hitimisho'],
    ['English', 'Conclusion'],
  ] as const) {
    await page.getByRole('combobox', { name: 'Language of the plan' }).click();
    await page.getByRole('option', { name: language }).click();
    await page.getByRole('region', { name: heading, exact: true }).getByText('Learners tidy up.').waitFor();
  }
});

test('plans: what comes too late or is too long is told of, kept, and sent when the person wants it', async () => {
  const row = await lesson(5);
  const submit = (what: string) => teacher.ask({ method: 'POST', path: `/api/v1/schemes/${schemeId}/${what}` });
  await change('Learning resources');
  const lines = Array.from({ length: 31 }, (_, index) => `Chart ${index + 1}`);
  await page.getByRole('textbox', { name: 'Learning resources' }).fill(lines.join('\n'));
  await page.getByText('There is room for 30 lines, and these are 31.').waitFor();
  await state(page, 'saved');
  expect(await planText(row, 'resources')).toBe(JSON.stringify(lines.slice(0, 30)));
  expect((await submit('submit')).status).toBe(201);
  await change('Introduction');
  await step('Introduction').fill('Too late.');
  await page.getByText('was handed in meanwhile').waitFor();
  await state(page, 'refused');
  await looked('plan-refused-laptop', page);
  await asOn(phone);
  await looked('plan-refused-phone', page);
  await asOn(laptop);
  expect((await submit('withdraw')).status).toBe(204);
  await page.reload();
  await page.getByText('Too late.').waitFor();
  await state(page, 'refused');
  expect(await planText(row, 'introduction')).toContain('Learners recall a song.');
  await page.getByRole('button', { name: 'Send it again' }).click();
  await state(page, 'saved');
  expect(await planText(row, 'introduction')).toContain('Too late.');
});

test('a scheme is handed in with all that was typed, or not at all', async () => {
  await openScheme(page);
  const row = await lesson(12);
  const handIn = async () => {
    await page.getByRole('button', { name: /^Hand in/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Hand in/ })
      .click();
  };
  await page.route('**/edits', (route) => route.abort());
  await cell(page, row, 'reflection').focus();
  await page.keyboard.type('Typed last');
  await page.keyboard.press('Enter');
  await state(page, 'device');
  await handIn();
  await page.getByRole('dialog').getByText('Not handed in').waitFor();
  await looked('hand-in-not-saved-laptop', page, 'dialog');
  await asOn(phone);
  await looked('hand-in-not-saved-phone', page, 'dialog');
  await asOn(laptop);
  expect((await scheme()).status).toBe('draft');
  await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).click();
  await page.unroute('**/edits');
  await handIn();
  await page.getByText('Waits for the deputy or head').waitFor();
  const { items } = (await teacher.ask({ path: `/api/v1/schemes/${schemeId}/reviews` })).body;
  const review = (await teacher.ask({ path: `/api/v1/reviews/${items[0].id}` })).body as Review;
  expect(review.rows.find(({ id }) => id === row.id)?.cells['reflection']).toBe('Typed last');
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('grid').waitFor();
  const next = await lesson(13);
  const cells = { reflection: 'From another computer' };
  const edits = [{ type: 'cells', clientOpId: newId(), rowId: next.id, rowVersion: next.version, cells }];
  await teacher.ask({ method: 'POST', path: `/api/v1/schemes/${schemeId}/edits`, body: { edits } });
  await handIn();
  await page.getByRole('dialog').getByText('The scheme was changed since').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).click();
  await cell(page, next, 'reflection').getByText('From another computer').waitFor();
  expect((await scheme()).status).toBe('draft');
});

test('copy, share, the look at the calendar and deleting each ask in a window of their own, on a phone too', async () => {
  const small = (await site.signedIn(teacher, phone)).page;
  for (const [at, name] of [
    [page, 'laptop'],
    [small, 'phone'],
  ] as const) {
    await at.goto(`${site.address}/schemes/${schemeId}`);
    const open = async (item: string) => {
      await at.getByRole('button', { name: 'More', exact: true }).first().click();
      await at.getByRole('menuitem', { name: item }).click();
      return at.getByRole('dialog');
    };
    const close = (dialog: Locator) => dialog.getByRole('button', { name: 'Close' }).click();
    const calendar = await open('Check against the calendar');
    await calendar.getByText(/Every lesson stands where it should|would move/).waitFor();
    await looked(`scheme-calendar-${name}`, at, 'dialog');
    await close(calendar);
    const share = await open('Share with colleagues');
    await share.getByLabel('Address').waitFor();
    await share.getByRole('button', { name: 'Copy the address' }).click();
    await share.getByText('Copied').waitFor();
    await looked(`scheme-share-${name}`, at, 'dialog');
    await close(share);
    const remove = await open('Delete');
    await looked(`scheme-delete-${name}`, at, 'dialog');
    await remove.getByRole('button', { name: 'Cancel' }).click();
    const copy = await open('Copy to a term or class');
    await copy.getByLabel('Class').fill('4 South');
    await looked(`scheme-copy-${name}`, at, 'dialog');
    await copy.getByRole('button', { name: 'Make my copy' }).click();
    await at
      .getByText(/4 South/)
      .first()
      .waitFor();
    await at.getByRole('button', { name: 'More', exact: true }).first().click();
    await at.getByRole('menuitem', { name: 'Delete' }).click();
    await at.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await at.getByRole('heading', { name: 'Schemes of work' }).waitFor();
  }
});
