import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, buildApp } from '../../../../appliance/app.ts';
import { moveLessons } from '../../../../appliance/features/schemes/edit/moving.ts';
import { shift } from '../../../../appliance/features/schemes/engine/reflow.ts';
import type { Scheme, SchemeRow } from '../../../../appliance/features/schemes/schema.ts';
import { newId } from '../../../../appliance/ids.ts';
import { createLog } from '../../../../appliance/log.ts';
import { closeServices, openServices } from '../../../../appliance/open-services.ts';
import type { Services } from '../../../../appliance/services.ts';
import { runJob } from '../../../../appliance/workers/run-job.ts';
import { until } from '../../../services/process.ts';
import { type Stack, startStack } from '../../../services/stack.ts';
import {
  type Answer,
  administrator,
  generate,
  injecting,
  person,
  schemeRequest,
  school,
  type User,
} from '../../world.ts';

let stack: Stack;
let services: Services;
let app: App;
let teacher: User;
let colleague: User;
let schemeId: string;

beforeAll(async () => {
  stack = await startStack();
  const log = createLog('test');
  log.level = 'error';
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  app = await buildApp(services);
  const admin = await administrator(stack, injecting(app));
  const { id } = await school(admin, 'S1');
  teacher = await person(admin, injecting(app), id, 'teacher');
  colleague = await person(admin, injecting(app), id, 'colleague');
  schemeId = await newScheme('4 East');
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

async function newScheme(className: string): Promise<string> {
  const { body } = await generate(teacher, await schemeRequest(teacher, className), newId());
  await runJob({ ...services, db: stack.db }, body.jobId);
  return body.schemeId;
}

type Lesson = Extract<SchemeRow, { kind: 'lesson' }>;
const open = async (id = schemeId, by = teacher) => (await by.ask({ path: `/api/v1/schemes/${id}` })).body as Scheme;
const lessons = (scheme: Scheme) => scheme.rows.filter((row): row is Lesson => row.kind === 'lesson');
const post = (path: string, body: object, by = teacher): Promise<Answer> =>
  by.ask({ method: 'POST', path: `/api/v1${path}`, body });
const edits = (...some: object[]) => post(`/schemes/${schemeId}/edits`, { edits: some });
const cells = (row: Lesson, values: object, clientOpId = newId()) => ({
  type: 'cells',
  clientOpId,
  rowId: row.id,
  rowVersion: row.version,
  cells: values,
});

async function lesson(index: number): Promise<Lesson> {
  return lessons(await open())[index] as Lesson;
}

describe('editing cells', () => {
  test('an edit is kept, locks what generating would overwrite, and is done once however often it is sent', async () => {
    const row = await lesson(0);
    const op = cells(row, { experiences: ['Measure the field', ' <b>bold</b> '], reflection: 'two\r\nlines' });
    const first = await edits(op);
    expect(first.status, JSON.stringify(first.body)).toBe(200);
    expect(first.body.results).toEqual([{ clientOpId: op.clientOpId, status: 'saved' }]);
    const saved = first.body.rows[0];
    expect(saved).toMatchObject({ experiences: ['Measure the field', '<b>bold</b>'], reflection: 'two\nlines' });
    expect([saved.version, saved.locked]).toEqual([row.version + 1, ['experiences']]);
    const again = await edits(op);
    expect(again.body).toMatchObject({ results: [{ status: 'saved' }], rows: [{ version: saved.version }] });
    expect(again.body.schemeVersion).toBe(first.body.schemeVersion);
    expect((await lesson(0)).version).toBe(saved.version);
  });

  test('two who change different cells of a row both keep theirs; the same cell is a conflict with both texts', async () => {
    const seen = await lesson(1);
    expect((await edits(cells(seen, { inquiry: ['Why here?'] }))).body.results[0].status).toBe('saved');
    expect((await edits(cells(seen, { assessment: ['Oral'] }))).body.results[0].status).toBe('saved');
    const late = await edits(cells(seen, { inquiry: ['Why there?'] }));
    expect(late.body.results[0]).toMatchObject({ status: 'conflict', theirs: { inquiry: ['Why here?'] } });
    // The same text from both is none.
    expect((await edits(cells(seen, { inquiry: ['Why here?'] }))).body.results[0].status).toBe('saved');
    const patch = (version: number) =>
      teacher.ask({
        method: 'PATCH',
        path: `/api/v1/schemes/${schemeId}/rows/${seen.id}`,
        headers: { 'if-match': `"${version}"` },
        body: { clientOpId: newId(), cells: { inquiry: ['And there?'] } },
      });
    const refused = await patch(seen.version);
    expect([refused.status, refused.body.current]).toEqual([409, { inquiry: ['Why here?'] }]);
    const taken = await patch((await lesson(1)).version);
    expect([taken.status, taken.headers['etag']]).toEqual([200, `"${(await lesson(1)).version}"`]);
  });

  test('many at once on one scheme: none is lost, and versions do not repeat', async () => {
    const rows = lessons(await open()).slice(10, 30);
    const answers = await Promise.all(rows.map((row, index) => edits(cells(row, { reflection: `note ${index}` }))));
    expect(answers.map(({ status }) => status)).toEqual(rows.map(() => 200));
    expect(
      lessons(await open())
        .slice(10, 30)
        .map((row) => row.reflection),
    ).toEqual(rows.map((_, i) => `note ${i}`));
    expect(new Set(answers.map(({ body }) => body.schemeVersion)).size).toBe(rows.length);
  });

  test('what cannot be a cell is refused with the place', async () => {
    const row = await lesson(2);
    const refused = async (values: object) => {
      const answer = await edits(cells(row, values));
      return [answer.status, answer.body.issues?.[0]?.path.startsWith('body.edits.0')];
    };
    expect(await refused({ date: '2026-01-01' })).toEqual([400, true]);
    expect(await refused({ inquiry: 'not a list' })).toEqual([400, true]);
    expect(await refused({ reflection: 'a\u0007b' })).toEqual([400, true]);
    expect(await refused({ reflection: 'x'.repeat(5_000) })).toEqual([400, true]);
    expect(await refused({ outcomes: Array.from({ length: 40 }, () => 'x') })).toEqual([400, true]);
    const many = await edits(...Array.from({ length: 201 }, () => cells(row, { reflection: 'x' })));
    expect(many.status).toBe(400);
    const gone = await edits({ ...cells(row, { reflection: 'x' }), rowId: newId() });
    expect(gone.body.results[0]).toMatchObject({ status: 'refused', reason: 'row-gone' });
  });
});

test('a scheme is given as the browser takes it, and not again while it has not changed', async () => {
  const asked = (headers: Record<string, string>) => teacher.ask({ path: `/api/v1/schemes/${schemeId}`, headers });
  const plain = await asked({});
  const packed = await asked({ 'accept-encoding': 'gzip, deflate, br' });
  expect([plain, packed].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'gzip']);
  expect((await asked({ 'accept-encoding': 'br, gzip;q=0' })).headers['content-encoding']).toBeUndefined();
  expect(packed.body).toEqual(plain.body);
  expect(packed.headers['vary']).toBe('accept-encoding');
  const etags = [plain, packed].map(({ headers }) => String(headers['etag']));
  for (const etag of etags) expect((await asked({ 'if-none-match': etag })).status).toBe(304);
  await edits(cells(await lesson(3), { reflection: 'changed' }));
  for (const etag of etags) expect((await asked({ 'if-none-match': etag })).status).toBe(200);
});

describe('rows', () => {
  test('remarks come between lessons, many at one place too, and go again', async () => {
    const row = await lesson(4);
    const texts = Array.from({ length: 24 }, (_, index) => `Remark ${index}`);
    for (const text of texts) {
      const { body } = await edits({ type: 'insert', clientOpId: newId(), afterRowId: row.id, banner: 'remark', text });
      expect(body.results[0].status).toBe('saved');
    }
    const { rows } = await open();
    const at = rows.findIndex(({ id }) => id === row.id);
    const found = rows.slice(at + 1, at + 25).map((one) => (one.kind === 'banner' ? one.text : one.lesson));
    expect(found).toEqual(texts.toReversed());
    const remarks = rows.slice(at + 1, at + 25);
    await edits(...remarks.map(({ id }) => ({ type: 'remove', clientOpId: newId(), rowId: id })));
    expect((await open()).rows).toHaveLength(rows.length - 24);
    const lessonGone = await edits({ type: 'remove', clientOpId: newId(), rowId: row.id });
    expect(lessonGone.body.results[0]).toMatchObject({ status: 'refused', reason: 'not-removable' });
  });

  test('a row made anew keeps its outcomes and locked cells; shuffling does so for all; undo brings both back', async () => {
    const row = await lesson(6);
    await edits({ type: 'lock', clientOpId: newId(), rowId: row.id, cells: ['resources'], locked: true });
    const before = await open();
    const { body } = await post(`/schemes/${schemeId}/rows/${row.id}/regenerate`, { clientOpId: newId() });
    expect(body.rows).toHaveLength(1);
    expect(body.rows[0].experiences).not.toEqual(row.experiences);
    expect(body.rows[0]).toMatchObject({ outcomes: row.outcomes, resources: row.resources, date: row.date });
    const shuffled = await post(`/schemes/${schemeId}/shuffle`, { clientOpId: newId() });
    expect(shuffled.body.rows.length).toBeGreaterThan(20);
    const after = lessons(await open());
    expect(after.map((one) => one.outcomes)).toEqual(lessons(before).map((one) => one.outcomes));
    expect(after[0]?.experiences).toEqual(['Measure the field', '<b>bold</b>']);
    await post(`/schemes/${schemeId}/undo`, { clientOpId: newId() });
    await post(`/schemes/${schemeId}/undo`, { clientOpId: newId() });
    const texts = (scheme: Scheme) => scheme.rows.map(({ version: _version, ...rest }) => rest);
    expect(texts(await open())).toEqual(texts(before));
    await post(`/schemes/${schemeId}/undo`, { clientOpId: newId(), redo: true });
    expect((await lesson(6)).experiences).toEqual(body.rows[0].experiences);
    await post(`/schemes/${schemeId}/undo`, { clientOpId: newId() });
  });

  test('a paste of many cells is undone in one, and what was changed since is not overwritten', async () => {
    const rows = lessons(await open()).slice(30, 36);
    const name = newId();
    await edits(...rows.map((row, index) => cells(row, { inquiry: [`pasted ${index}`] }, `${name}_${index}`)));
    expect((await lesson(33)).inquiry).toEqual(['pasted 3']);
    await post(`/schemes/${schemeId}/undo`, { clientOpId: newId() });
    expect(
      lessons(await open())
        .slice(30, 36)
        .map((row) => row.inquiry),
    ).toEqual(rows.map((row) => row.inquiry));
    const row = await lesson(40);
    await edits(cells(row, { reflection: 'mine' }));
    const stored = await stack.db
      .selectFrom('scheme_row')
      .select('cells')
      .where('id', '=', row.id)
      .executeTakeFirstOrThrow();
    const changed = JSON.stringify({ ...JSON.parse(stored.cells), reflection: 'of another' });
    await stack.db.updateTable('scheme_row').set({ cells: changed }).where('id', '=', row.id).execute();
    const refused = await post(`/schemes/${schemeId}/undo`, { clientOpId: newId() });
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict']);
  });
});

describe('times', () => {
  test('a changed calendar shows what moves first, moves it, and can be undone', async () => {
    const id = await newScheme('4 Moving');
    const before = await open(id);
    const day = lessons(before)[7]?.date ?? '';
    const { id: calendarId } = await stack.db
      .selectFrom('calendar')
      .select('id')
      .orderBy('year')
      .executeTakeFirstOrThrow();
    const rule = { id: newId(), calendar_id: calendarId, school_id: null, grade: null, label: 'A day of mourning' };
    await stack.db
      .insertInto('day_rule')
      .values({ ...rule, from_date: day, to_date: day, kind: 'holiday', status: 'confirmed' })
      .execute();
    const preview = await teacher.ask({ path: `/api/v1/schemes/${id}/reflow?from=2020-01-01` });
    expect(preview.body.moves[0]).toMatchObject({ from: day, to: lessons(before)[8]?.date });
    expect(preview.body.carriedOver).toBe(1);
    const { schemeVersion } = preview.body;
    const body = { clientOpId: newId(), from: '2020-01-01', schemeVersion };
    expect((await post(`/schemes/${id}/reflow`, { ...body, schemeVersion: 99 })).status).toBe(409);
    expect((await post(`/schemes/${id}/reflow`, body)).status).toBe(200);
    const after = await open(id);
    expect(lessons(after).some((row) => row.date === day)).toBe(false);
    expect(after.rows.some((row) => row.kind === 'banner' && row.text === 'A day of mourning')).toBe(true);
    expect(lessons(after).at(-1)).toMatchObject({ date: null, placement: 'carried-over' });
    expect(lessons(after).map((row) => row.outcomes)).toEqual(lessons(before).map((row) => row.outcomes));
    expect((await post(`/schemes/${id}/undo`, { clientOpId: newId() })).status).toBe(200);
    expect(lessons(await open(id)).map((row) => row.date)).toEqual(lessons(before).map((row) => row.date));
    await stack.db.deleteFrom('day_rule').where('id', '=', rule.id).execute();
  });

  test('a missed lesson moves the ones after it in one act', async () => {
    const id = await newScheme('4 Missed');
    const before = lessons(await open(id));
    const scope = {
      userId: teacher.id,
      taught: (await stack.db.selectFrom('school').select('id').execute()).map((one) => one.id),
    };
    await moveLessons(stack.db, scope as never, id, {
      clientOpId: newId(),
      reflow: (movable) => shift({ ...movable, missedId: before[3]?.id ?? '' }),
    });
    const after = lessons(await open(id));
    expect(after[3]).toMatchObject({ id: before[3]?.id, date: before[4]?.date, lesson: before[4]?.lesson });
  });
});

describe('copies and links', () => {
  const copy = (id: string, body: object, key: string, by = teacher) =>
    by.ask({ method: 'POST', path: `/api/v1/schemes/${id}/copy`, headers: { 'idempotency-key': key }, body });

  test('a duplicate is the same, once for a key; a copy for another term and week goes by ordinal', async () => {
    const duplicate = await copy(schemeId, {}, 'copy-once');
    expect(duplicate.status, JSON.stringify(duplicate.body)).toBe(201);
    expect([duplicate.status, (await copy(schemeId, {}, 'copy-once')).body.schemeId]).toEqual([
      201,
      duplicate.body.schemeId,
    ]);
    const [one, other] = [await open(), await open(duplicate.body.schemeId)];
    expect(lessons(other).map((row) => row.experiences)).toEqual(lessons(one).map((row) => row.experiences));
    const terms = (await teacher.ask({ path: '/api/v1/terms' })).body.items;
    const term = terms.find((item: { id: string }) => item.id !== one.term.id);
    const week = [{ weekday: 2, period: 3, units: 2 }];
    const moved = await copy(schemeId, { termId: term.id, className: '4 West', lessons: week }, 'copy-term');
    const next = await open(moved.body.schemeId);
    expect([next.className, next.term.id]).toEqual(['4 West', term.id]);
    const placed = lessons(next).filter((row) => row.date !== null);
    expect(placed[0]).toMatchObject({ lesson: '1-2', outcomes: lessons(one)[0]?.outcomes });
    expect(placed.every((row) => new Date(`${row.date}T00:00:00Z`).getUTCDay() === 2)).toBe(true);
    expect(lessons(next).length).toBe(lessons(one).length);
    expect(next.warnings[0]).toContain('carried over');
  });

  test('a colleague reads and copies by the link; forged and withdrawn links lead nowhere', async () => {
    const { token } = (await post(`/schemes/${schemeId}/share`, {})).body;
    expect((await post(`/schemes/${schemeId}/share`, {})).body.token).toBe(token);
    const shared = (path: string) => colleague.ask({ path: `/api/v1/shared/${path}` });
    const read = await shared(token);
    expect([read.status, read.body.editable, read.body.rows.length]).toEqual([200, false, (await open()).rows.length]);
    const own = await colleague.ask({
      method: 'POST',
      path: `/api/v1/shared/${token}/copy`,
      headers: { 'idempotency-key': 'from-colleague' },
      body: { className: '4 North' },
    });
    expect((await open(own.body.schemeId, colleague)).teacher.id).toBe(colleague.id);
    const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect((await shared(forged)).status).toBe(404);
    expect((await shared('nonsense')).status).toBe(400);
    expect((await colleague.ask({ path: `/api/v1/schemes/${schemeId}` })).status).toBe(404);
    await teacher.ask({ method: 'DELETE', path: `/api/v1/schemes/${schemeId}/share` });
    expect((await shared(token)).status).toBe(404);
  });

  test('put away, taken out, deleted', async () => {
    const id = await newScheme('4 Gone');
    const archived = (value: boolean) =>
      teacher.ask({ method: 'PUT', path: `/api/v1/schemes/${id}/archived`, body: { archived: value } });
    const listed = async (query = '') => {
      const { body } = await teacher.ask({ path: `/api/v1/schemes?limit=200${query}` });
      return body.items.some((one: { id: string }) => one.id === id);
    };
    expect((await archived(true)).status).toBe(204);
    expect([await listed(), await listed('&archived=true')]).toEqual([false, true]);
    await archived(false);
    expect(await listed()).toBe(true);
    expect((await teacher.ask({ method: 'DELETE', path: `/api/v1/schemes/${id}` })).status).toBe(204);
    expect((await teacher.ask({ path: `/api/v1/schemes/${id}` })).status).toBe(404);
    expect(await stack.db.selectFrom('scheme_row').select('id').where('scheme_id', '=', id).execute()).toEqual([]);
  });
});
