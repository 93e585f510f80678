import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, buildApp } from '../../appliance/app.ts';
import { mondayOf } from '../../appliance/features/record-checks/week.ts';
import type { LessonOfDay } from '../../appliance/features/records/schema.ts';
import type { SchemeRow } from '../../appliance/features/schemes/schema.ts';
import { createLog } from '../../appliance/log.ts';
import { closeServices, openServices } from '../../appliance/open-services.ts';
import type { Services } from '../../appliance/services.ts';
import { today as dayHere } from '../../appliance/today.ts';
import { runJob } from '../../appliance/workers/run-job.ts';
import { until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { daysFrom, runFirstTerm } from './running-term.ts';
import { administrator, generate, injecting, person, schemeRequest, school, type User } from './world.ts';

let stack: Stack;
let services: Services;
let app: App;
let teacher: User;
let head: User;
let ict: User;
let schemeId: string;
let allocationId: string;
const today = dayHere();

beforeAll(async () => {
  stack = await startStack();
  const termId = await runFirstTerm(stack, today);
  const log = createLog('test');
  log.level = 'silent';
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  app = await buildApp(services);
  const admin = await administrator(stack, injecting(app));
  const home = await school(admin, 'HOME');
  ict = await person(admin, injecting(app), home.id, 'ict', 'school-ict-admin');
  teacher = await person(ict, injecting(app), home.id, 'teacher');
  head = await person(admin, injecting(app), home.id, 'head', 'head');
  const accepted = await generate(teacher, { ...(await schemeRequest(teacher)), termId }, 'scheme-of-test');
  schemeId = accepted.body.schemeId;
  await runJob({ ...services, db: stack.db }, accepted.body.jobId);
  const row = await stack.db.selectFrom('scheme').select('allocation_id').executeTakeFirstOrThrow();
  allocationId = row.allocation_id;
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

type Lesson = Extract<SchemeRow, { kind: 'lesson' }>;
async function lessons(): Promise<Lesson[]> {
  const scheme = await teacher.ask({ path: `/api/v1/schemes/${schemeId}` });
  return scheme.body.rows.filter((row: SchemeRow) => row.kind === 'lesson');
}

let ops = 0;
function item(row: Lesson, more: object = {}) {
  ops += 1;
  const when = { allocationId, date: row.date, period: row.period, rowId: row.id };
  return { clientOpId: `operation-${ops}`, ...when, outcome: 'taught', ...more };
}
const send = (...items: object[]) => teacher.ask({ method: 'POST', path: '/api/v1/deliveries', body: { items } });
const todayOf = async (date: string) => (await teacher.ask({ path: `/api/v1/today?date=${date}` })).body;
const record = async () =>
  (
    await teacher.ask({
      path: `/api/v1/records?allocationId=${allocationId}&from=${daysFrom(today, -70)}&to=${daysFrom(today, 50)}`,
    })
  ).body.items as LessonOfDay[];

describe('what became of lessons', () => {
  test('a day lists its lessons with what the scheme says; one tap writes it down, sent twice it is once', async () => {
    const [first] = await lessons();
    if (first?.date == null) throw new Error('no lesson');
    const before = await todayOf(first.date);
    expect(before.lessons).toMatchObject([
      { period: 1, row: { id: first.id, subStrand: first.subStrand }, delivery: null },
    ]);
    const taught = item(first);
    expect((await send(taught)).body.items).toEqual([{ clientOpId: taught.clientOpId, status: 'saved' }]);
    expect((await send(taught, taught)).body.items[0].status).toBe('known');
    expect((await todayOf(first.date)).lessons[0].delivery).toMatchObject({ outcome: 'taught', remarks: '', note: '' });
    const gone = await teacher.ask({ method: 'DELETE', path: `/api/v1/schemes/${schemeId}` });
    expect(gone.body.code, 'the record would not say what was taught').toBe('conflict');
  });

  test('what is sent later replaces it; what was sent before and comes again does not bring it back', async () => {
    const [, second] = await lessons();
    if (second === undefined) throw new Error('no lesson');
    const early = item(second);
    await send(early);
    await send(item(second, { outcome: 'partly', note: 'only <b>halves</b>', remarks: 'مريم asked why' }));
    await send(early);
    const found = (await record()).find(({ row }) => row?.id === second.id);
    expect(found?.delivery).toMatchObject({ outcome: 'partly', note: 'only <b>halves</b>', remarks: 'مريم asked why' });
  });

  test('each item is judged by itself', async () => {
    const all = await lessons();
    const coming = all.find(({ date }) => (date ?? '') > today);
    const other = { ...item(all[2] as Lesson), allocationId: '0'.repeat(26) };
    const strange = { ...item(all[3] as Lesson), rowId: '0'.repeat(26) };
    const good = item(all[4] as Lesson);
    const { body } = await send(item(coming as Lesson), other, strange, good);
    expect(body.items.map(({ status, reason }: { status: string; reason?: string }) => reason ?? status)).toEqual([
      'in-the-future',
      'not-yours',
      'not-of-the-class',
      'saved',
    ]);
    expect((await send(item(all[5] as Lesson, { outcome: 'not-taught' }))).status).toBe(400);
    expect((await send(item(all[5] as Lesson, { outcome: 'well taught' }))).status).toBe(400);
  });

  test('the head reads the record and writes nothing in it', async () => {
    const path = `/api/v1/records?allocationId=${allocationId}&from=${daysFrom(today, -70)}&to=${today}`;
    const read = await head.ask({ path });
    expect(read.body.items.filter((one: LessonOfDay) => one.delivery !== null)).toHaveLength(3);
    const [row] = await lessons();
    const answer = await head.ask({
      method: 'POST',
      path: '/api/v1/deliveries',
      body: { items: [item(row as Lesson)] },
    });
    expect(answer.body.items[0]).toMatchObject({ status: 'refused', reason: 'not-yours' });
  });
});

describe('a missed lesson', () => {
  const ask = (path: string, body?: object) =>
    teacher.ask({
      path: `/api/v1/deliveries/${path}`,
      ...(body === undefined ? {} : { method: 'POST' as const, body }),
    });

  async function miss(index: number): Promise<{ id: string; row: Lesson }> {
    const row = (await lessons()).filter(({ date }) => (date ?? '') < today).at(index) as Lesson;
    await send(item(row, { outcome: 'not-taught', reason: 'school-event' }));
    const found = (await record()).find((one) => one.row?.id === row.id && one.delivery !== null);
    return { id: found?.delivery?.id ?? '', row };
  }

  test('shows what each way would move before anything moves', async () => {
    const { id, row } = await miss(-1);
    const before = JSON.stringify(await lessons());
    const shown = await ask(`${id}/ways`);
    expect(shown.status, JSON.stringify(shown.body)).toBe(200);
    const by = Object.fromEntries(shown.body.ways.map((one: { way: string }) => [one.way, one]));
    expect(by['shift'].moves[0]).toMatchObject({ rowId: row.id, from: row.date });
    expect(by['shift'].moves.length).toBeGreaterThan(by['spend'].moves.length - 1);
    expect(by['recover'].moves).toHaveLength(1);
    expect(shown.body.free.length).toBeGreaterThan(3);
    expect(shown.body.free.every(({ date }: { date: string }) => date > today)).toBe(true);
    expect(JSON.stringify(await lessons())).toBe(before);
  });

  test('made up for at a free time: nothing else moves, the day shows it, and teaching it ends the matter', async () => {
    const { id, row } = await miss(-2);
    const { body: shown } = await ask(`${id}/ways`);
    const free = shown.free[0];
    const others = (await lessons()).filter((one) => one.id !== row.id).map(({ id: one, date }) => [one, date]);
    const body = { clientOpId: 'make-up-1', way: 'recover', schemeVersion: shown.schemeVersion, ...free };
    delete body.start;
    expect((await ask(`${id}/way`, body)).status).toBe(204);
    expect((await ask(`${id}/way`, body)).status).toBe(204);
    const now = await lessons();
    expect(now.find((one) => one.id === row.id)).toMatchObject({ date: free.date, period: free.period });
    expect(now.filter((one) => one.id !== row.id).map(({ id: one, date }) => [one, date])).toEqual(others);
    expect((await todayOf(free.date)).lessons.map((one: LessonOfDay) => one.row?.id)).toContain(row.id);
    const noted = await stack.db.selectFrom('recovery').selectAll().where('delivery_id', '=', id).executeTakeFirst();
    expect(noted).toMatchObject({ way: 'recover', planned_date: free.date, done_at: null });
    const settle = (by: User, settled: object, of = id) =>
      by.ask({ method: 'PUT', path: `/api/v1/deliveries/${of}/recovery`, body: settled });
    expect((await settle(teacher, { doneAt: daysFrom(today, 1) })).body.issues[0].path).toBe('body.doneAt');
    expect((await settle(head, { doneAt: null, reasonNotDone: 'x' })).status).toBe(404);
    expect((await settle(teacher, { doneAt: null, reasonNotDone: 'x' }, (await miss(-1)).id)).status).toBe(404);
    expect((await settle(teacher, { doneAt: today })).status).toBe(204);
    expect((await settle(teacher, { doneAt: null, reasonNotDone: 'The <b>hall</b> was taken' })).status).toBe(204);
    const [kept] = (await record()).filter((one) => one.delivery?.id === id);
    expect(kept?.delivery?.recovery).toMatchObject({ doneAt: null, reasonNotDone: 'The <b>hall</b> was taken' });
  });

  test('shifted: every lesson is still there once, in order, and the change can be undone', async () => {
    const { id } = await miss(-3);
    const before = await lessons();
    const { body: shown } = await ask(`${id}/ways`);
    const way = { clientOpId: 'shift-them-1', way: 'shift', schemeVersion: shown.schemeVersion };
    expect((await ask(`${id}/way`, { ...way, schemeVersion: shown.schemeVersion - 1 })).status).toBe(409);
    expect((await ask(`${id}/way`, way)).status).toBe(204);
    const after = await lessons();
    expect(after.map((one) => one.id).sort()).toEqual(before.map((one) => one.id).sort());
    expect(after.map((one) => one.date)).not.toEqual(before.map((one) => one.date));
    const undo = { clientOpId: 'undo-shift-1' };
    const undone = await teacher.ask({ method: 'POST', path: `/api/v1/schemes/${schemeId}/undo`, body: undo });
    expect(undone.status, JSON.stringify(undone.body)).toBe(200);
    expect((await lessons()).map((one) => one.date)).toEqual(before.map((one) => one.date));
  });

  test('a way is gone once: not again with another key, and by one of two at the same time', async () => {
    const { id } = await miss(-4);
    const go = async (clientOpId: string) => {
      const { schemeVersion } = (await ask(`${id}/ways`)).body;
      return () => ask(`${id}/way`, { clientOpId, way: 'shift', schemeVersion });
    };
    const both = [await go('at-once-1'), await go('at-once-2')];
    const answers = await Promise.all(both.map((one) => one()));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    const after = (await lessons()).map((one) => one.date);
    const again = await (await go('answer-lost-1'))();
    expect([again.status, again.body.code]).toEqual([409, 'conflict']);
    expect((await lessons()).map((one) => one.date)).toEqual(after);
    const noted = await stack.db.selectFrom('recovery').select('way').where('delivery_id', '=', id).execute();
    expect(noted).toEqual([{ way: 'shift' }]);
  });

  test('a lesson that was taught has no such ways, nor has one of nobody', async () => {
    const taught = (await record()).find((one) => one.delivery?.outcome === 'taught');
    expect((await ask(`${taught?.delivery?.id}/ways`)).status).toBe(409);
    expect((await ask(`${'0'.repeat(26)}/ways`)).status).toBe(404);
    expect((await head.ask({ path: `/api/v1/deliveries/${taught?.delivery?.id}/ways` })).status).toBe(404);
  });
});

test('coverage counts what the scheme and the record say, for the teacher and for the head', async () => {
  const all = await lessons();
  const units = ({ minutes }: Lesson) => minutes / 35;
  const sum = (some: Lesson[]) => Math.round(some.reduce((total, one) => total + units(one), 0));
  const [mine] = (await teacher.ask({ path: '/api/v1/coverage' })).body.items;
  expect(mine).toMatchObject({
    allocationId,
    planned: sum(all),
    due: sum(all.filter(({ date }) => date !== null && date < today)),
    delivered: 2.5,
    missed: 4,
    recovered: 0,
    plannedPct: 100,
    approved: false,
  });
  expect(mine.short).toBeGreaterThan(0);
  expect((await head.ask({ path: '/api/v1/coverage' })).body.items).toEqual([mine]);
});

describe('the weekly look at a record', () => {
  const put = (by: User, body: object) => by.ask({ method: 'PUT', path: '/api/v1/record-checks', body });
  const weekOf = async (by: User, date: string) => (await by.ask({ path: `/api/v1/record-checks?week=${date}` })).body;
  const read = async (by: User, date: string) =>
    (await by.ask({ path: `/api/v1/records?allocationId=${allocationId}&from=${date}&to=${date}` })).body;

  test('the head ticks it, the teacher sees it with the word that goes with it, and what is changed later shows', async () => {
    const [first] = await lessons();
    const date = first?.date ?? '';
    const { from, items } = await weekOf(head, date);
    expect(items).toMatchObject([{ allocationId, written: 3, partly: 1, missed: 0, due: 5, check: null }]);
    expect((await weekOf(teacher, date)).items).toEqual([]);
    const body = { week: date, allocationIds: [allocationId], note: 'Well <kept>' };
    expect((await put(teacher, body)).status).toBe(404);
    expect((await put(head, { ...body, allocationIds: [allocationId, '0'.repeat(26)] })).status).toBe(404);
    expect((await put(head, { ...body, week: daysFrom(today, 14) })).body.issues[0].path).toBe('body.week');
    expect((await put(head, body)).status).toBe(204);
    const check = { by: 'Person head', role: 'head', note: 'Well <kept>', changedSince: false };
    expect((await weekOf(head, date)).items[0].check).toMatchObject(check);
    expect(await read(teacher, date)).toMatchObject({ mayCheck: false, checks: [{ ...check, week: from }] });
    expect((await read(head, date)).mayCheck).toBe(true);
    await send(item(first as Lesson, { remarks: 'written later' }));
    expect((await read(teacher, date)).checks).toMatchObject([{ changedSince: true }]);
    const back = { week: date, allocationIds: [allocationId] };
    const take = (by: User) => by.ask({ method: 'POST', path: '/api/v1/record-checks/take-back', body: back });
    expect([(await take(teacher)).status, (await take(head)).status]).toEqual([404, 204]);
    expect((await read(teacher, date)).checks).toEqual([]);
  });

  test('the head’s first page says how many records of last week are still to look at, the teacher’s does not', async () => {
    const week = mondayOf(daysFrom(today, -5));
    const due = async (by: User) => (await by.ask({ path: '/api/v1/dashboard' })).body.records;
    const lesson = (await lessons()).find(({ date }) => date !== null && date >= week && date <= daysFrom(week, 6));
    await send(item(lesson as Lesson));
    expect(await due(teacher)).toBeNull();
    expect(await due(head)).toEqual({ week, written: 1, open: 1 });
    expect((await put(head, { week, allocationIds: [allocationId] })).status).toBe(204);
    expect(await due(head)).toEqual({ week, written: 1, open: 0 });
  });
});

test('a time at which one lesson is made up for is free for no other of the teacher or of the class', async () => {
  const colleague = await person(
    ict,
    injecting(app),
    (await ict.ask({ path: '/api/v1/me' })).body.memberships[0].school.id,
    'colleague',
  );
  const { body: areas } = await teacher.ask({ path: '/api/v1/learning-areas' });
  const other = areas.items.find(
    (one: { id: string; grade: string }, index: number) => index > 0 && one.grade === areas.items[0].grade,
  );
  const west = await missed(teacher, { className: '4 West' }, 2);
  const north = await missed(teacher, { className: '4 North' }, 3);
  const ofClass = await missed(colleague, { className: '4 West', learningAreaId: other.id }, 4);
  type Missed = typeof west;
  const ways = async ({ by, id }: Missed) => (await by.ask({ path: `/api/v1/deliveries/${id}/ways` })).body;
  const free = async (of: Missed) => (await ways(of)).free.map((one: At) => `${one.date} ${one.period}`);
  const recover = async (of: Missed, { date, period }: At, clientOpId: string) => {
    const { schemeVersion } = await ways(of);
    const body = { clientOpId, way: 'recover', schemeVersion, date, period };
    return of.by.ask({ method: 'POST', path: `/api/v1/deliveries/${of.id}/way`, body });
  };
  const [first, second] = (await ways(west)).free as [At, At];
  const place = `${first.date} ${first.period}`;
  expect([await free(north), await free(ofClass)]).toEqual([
    expect.arrayContaining([place]),
    expect.arrayContaining([place]),
  ]);
  const both = await Promise.all([recover(west, first, 'make-up-west'), recover(north, first, 'make-up-north')]);
  expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  const [done, left] = both[0]?.status === 204 ? [west, north] : [north, west];
  expect(await free(left)).not.toContain(place);
  expect((await recover(left, first, 'make-up-again')).body.code).toBe('conflict');
  const sunday = daysFrom(today, 7 - new Date(today).getUTCDay());
  expect((await recover(left, { date: sunday, period: 1 }, 'on-a-sunday')).body.code).toBe('conflict');
  expect((await recover(left, second, 'make-up-later')).status).toBe(204);
  // Of the two one is the colleague's class: there neither may be.
  const taken = done === west ? first : second;
  expect(await free(ofClass)).not.toContain(`${taken.date} ${taken.period}`);
  expect((await recover(ofClass, taken, 'make-up-class')).body.code).toBe('conflict');
});

type At = { readonly date: string; readonly period: number };

/** A scheme of one more class, the last lesson of which was missed. */
async function missed(by: User, more: object, period: number): Promise<{ readonly by: User; readonly id: string }> {
  const { term_id: termId } = await stack.db.selectFrom('scheme').select('term_id').executeTakeFirstOrThrow();
  const lessons = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period }));
  const body = { ...(await schemeRequest(by)), termId, lessons, ...more };
  const accepted = await generate(by, body, `scheme-of-${by.name}-${period}`);
  await runJob({ ...services, db: stack.db }, accepted.body.jobId);
  const { body: scheme } = await by.ask({ path: `/api/v1/schemes/${accepted.body.schemeId}` });
  const row = scheme.rows.findLast((one: { date?: string | null }) => (one.date ?? today) < today);
  const { allocation_id } = await stack.db
    .selectFrom('scheme')
    .select('allocation_id')
    .where('id', '=', accepted.body.schemeId)
    .executeTakeFirstOrThrow();
  const sent = { ...item(row), allocationId: allocation_id, outcome: 'not-taught', reason: 'weather' };
  await by.ask({ method: 'POST', path: '/api/v1/deliveries', body: { items: [sent] } });
  const found = await stack.db
    .selectFrom('delivery')
    .select('id')
    .where('row_id', '=', row.id)
    .executeTakeFirstOrThrow();
  return { by, id: found.id };
}
