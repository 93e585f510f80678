import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from '../../../../appliance/app.ts';
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
let admin: User;
let ict: User;
let teacher: User;
let schoolId: string;
const year = new Date().getUTCFullYear();

beforeAll(async () => {
  stack = await startStack();
  const log = createLog('test');
  log.level = 'silent';
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  app = await buildApp(services);
  const ask = injecting(app);
  admin = await administrator(stack, ask);
  schoolId = (await school(admin, 'HILL')).id;
  ict = await person(admin, ask, schoolId, 'ict', 'school-ict-admin');
  teacher = await person(ict, ask, schoolId, 'amina');
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

const put = (user: User, path: string, body: unknown) => user.ask({ method: 'PUT', path: `/api/v1${path}`, body });
const outcome = ({ status, body }: Answer) => [status, body?.code, body?.issues?.[0]?.path];
const read = async (more = '') => (await teacher.ask({ path: `/api/v1/calendars/${year}${more}` })).body;
const form = ({ version, terms, days }: Awaited<ReturnType<typeof read>>) => ({
  version,
  terms: terms.map(({ number, start, end }: { number: number; start: string; end: string }) => ({
    number,
    start,
    end,
  })),
  days: days
    .filter((day: { ofSchool: boolean }) => !day.ofSchool)
    .map(({ ofSchool: _, ...day }: { ofSchool: boolean }) => day),
});

test('a new version takes effect for everybody, counts its schemes first and takes them along', async () => {
  const request = await schemeRequest(teacher);
  const accepted = await generate(teacher, request, 'before-the-change');
  await runJob({ ...services, db: stack.db }, accepted.body.jobId);
  const before = await read();
  const first = before.terms.find((one: { id: string }) => one.id === request['termId']);
  const strike = {
    from: first.start,
    to: first.start,
    kind: 'closure',
    status: 'confirmed',
    label: 'Strike',
    grade: null,
  };
  const change = { ...form(before), days: [...form(before).days, strike] };
  const preview = await admin.ask({ method: 'POST', path: `/api/v1/calendars/${year}/preview`, body: change });
  const told = preview.body.terms.find((one: { number: number }) => one.number === first.number);
  expect(told).toMatchObject({ changed: true, schemes: 1 });
  expect(told.schoolDaysAfter).toBe(told.schoolDaysBefore - 1);
  expect((await read()).version).toBe(before.version);
  const after = await put(admin, `/calendars/${year}`, change);
  expect(after.body.version).toBe(before.version + 1);
  expect(outcome(await put(admin, `/calendars/${year}`, change))).toEqual([409, 'conflict', undefined]);
  const scheme = await teacher.ask({ path: `/api/v1/schemes/${accepted.body.schemeId}` });
  const moved = after.body.terms.find((one: { number: number }) => one.number === first.number);
  expect(scheme.body.term).toMatchObject({ id: moved.id, number: first.number });
  const without = {
    ...form(after.body),
    terms: form(after.body).terms.filter((one: { number: number }) => one.number !== first.number),
  };
  const left = await put(admin, `/calendars/${year}`, without);
  expect([left.status, left.body.code, left.body.detail.includes('1 schemes')]).toEqual([409, 'conflict', true]);
});

const weekdayOf = (date: string) => new Date(date).getUTCDay();

test('bad dates are refused with the place', async () => {
  const good = form(await read());
  const [term] = good.terms;
  const refused = async (change: object) => outcome(await put(admin, `/calendars/${year}`, { ...good, ...change }));
  expect(await refused({ terms: [{ ...term, end: `${year - 1}-12-31` }] })).toEqual([
    400,
    'invalid-request',
    'body.terms.0.end',
  ]);
  expect(await refused({ terms: [{ ...term, start: `${year}-02-30` }] })).toEqual([
    400,
    'invalid-request',
    'body.terms.0.start',
  ]);
  expect(await refused({ terms: [term, { ...term, number: 2 }] })).toEqual([400, 'invalid-request', 'body.terms']);
  expect(await refused({ terms: [] })).toEqual([400, 'invalid-request', 'body.terms']);
  const nextYear = { number: 1, start: `${year + 1}-01-05`, end: `${year + 1}-03-01` };
  expect(await refused({ terms: [nextYear] })).toEqual([400, 'invalid-request', 'body.terms.0.start']);
  const endless = { from: `${year}-01-01`, to: `${year}-12-31`, kind: 'holiday', label: 'Always' };
  expect(await refused({ days: [endless] })).toEqual([400, 'invalid-request', 'body.days.0.to']);
  expect((await teacher.ask({ path: '/api/v1/calendars/1999' })).status).toBe(400);
});

test('a school closes by itself, for itself and for one grade, and its schemes leave the days out', async () => {
  const { terms } = await read();
  const term = terms.at(-1);
  const days = [
    { from: term.start, to: term.start, kind: 'closure', label: 'Sports day <b>' },
    { from: term.end, to: term.end, kind: 'exam', label: 'Mock exam', grade: 'Grade 7' },
  ];
  const set = await put(ict, `/schools/${schoolId}/closures/${year}`, { days });
  expect(set.body.days.filter((one: { ofSchool: boolean }) => one.ofSchool)).toMatchObject(days);
  expect((await read()).days.some((one: { ofSchool: boolean }) => one.ofSchool)).toBe(false);
  expect((await read(`?schoolId=${schoolId}`)).days).toContainEqual(
    expect.objectContaining({ label: 'Sports day <b>' }),
  );
  const changed = await put(admin, `/calendars/${year}`, form(await read()));
  expect(changed.status).toBe(200);
  expect((await read(`?schoolId=${schoolId}`)).days).toContainEqual(
    expect.objectContaining({ label: 'Sports day <b>' }),
  );
  const request = { ...(await schemeRequest(teacher, '4 West')), termId: changed.body.terms.at(-1).id };
  const accepted = await generate(teacher, request, 'closed-on-the-first-day');
  await runJob({ ...services, db: stack.db }, accepted.body.jobId);
  const { rows } = (await teacher.ask({ path: `/api/v1/schemes/${accepted.body.schemeId}` })).body;
  const dates = rows.flatMap((row: { kind: string; date?: string }) => (row.kind === 'lesson' ? [row.date] : []));
  expect([dates.includes(term.start), dates.includes(term.end)]).toEqual([false, true]);
  const { schemeId } = accepted.body;
  const copy = await teacher.ask({
    method: 'POST',
    path: `/api/v1/schemes/${schemeId}/copy`,
    headers: { 'idempotency-key': 'copied-around-the-closure' },
    body: { className: '4 South', lessons: [{ weekday: weekdayOf(term.start), period: 2, units: 1 }] },
  });
  const copied = (await teacher.ask({ path: `/api/v1/schemes/${copy.body.schemeId}` })).body.rows;
  expect(copied.some((row: { date?: string }) => row.date === term.start)).toBe(false);
  expect(copied.some((row: { from?: string; text?: string }) => row.text === 'Sports day <b>')).toBe(true);
  const none = await put(ict, `/schools/${schoolId}/closures/2090`, { days });
  expect(outcome(none)).toEqual([409, 'conflict', undefined]);
});

test('days that a school or one grade closes later move the lessons of a scheme, and are no lessons today', async () => {
  const { terms } = await read();
  const request = { ...(await schemeRequest(teacher, '4 North')), termId: terms[0].id };
  const accepted = await generate(teacher, request, 'closed-later');
  await runJob({ ...services, db: stack.db }, accepted.body.jobId);
  const path = `/api/v1/schemes/${accepted.body.schemeId}`;
  const { rows } = (await teacher.ask({ path })).body;
  const dates: string[] = rows.flatMap((row: { kind: string; date?: string }) =>
    row.kind === 'lesson' ? row.date : [],
  );
  const [first, second, third] = [dates[4], dates[5], dates[6]] as [string, string, string];
  const { grade } = (await teacher.ask({ path: '/api/v1/learning-areas' })).body.items[0];
  const closed = (label: string, date: string, of?: string) => ({
    ...{ from: date, to: date, kind: 'closure', label },
    ...(of === undefined ? {} : { grade: of }),
  });
  const days = [
    closed('Water cut', first),
    closed('Trip of the grade', second, grade),
    closed('Of another grade', third, 'Grade 9'),
  ];
  expect((await put(ict, `/schools/${schoolId}/closures/${year}`, { days })).status).toBe(200);
  const { moves } = (await teacher.ask({ path: `${path}/reflow?from=2020-01-01` })).body;
  expect(moves[0]).toMatchObject({ from: first, to: third });
  expect(moves.some((one: { to: string }) => one.to === second)).toBe(false);
  const allocations = await teacher.ask({ path: '/api/v1/allocations?teacherId=me' });
  const { id } = allocations.body.items.find((one: { class: { name: string } }) => one.class.name === '4 North');
  await stack.db.updateTable('allocation').set({ valid_from: '2000-01-01' }).where('id', '=', id).execute();
  const { version } = (await teacher.ask({ path: `/api/v1/timetable?allocationId=${id}` })).body;
  const lessons = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period: 7, units: 1 }));
  expect((await put(teacher, `/allocations/${id}/lessons`, { version, lessons, from: dates[0] })).status).toBe(200);
  const today = async (date: string) => {
    const { body } = await teacher.ask({ path: `/api/v1/today?date=${date}` });
    return [body.closed, body.lessons.some((one: { period: number }) => one.period === 7)];
  };
  expect([await today(first), await today(second), await today(third)]).toEqual([
    ['Water cut', false],
    ['Trip of the grade', false],
    [null, true],
  ]);
});

test('the school sees what its calendar moves, teacher by teacher, and moves it; what was changed meanwhile stays', async () => {
  let keys = 0;
  const work = async (path: string, body?: unknown, by = ict) => {
    const headers = { 'idempotency-key': `reflow-of-the-school-${keys++}` };
    const accepted = await by.ask({ method: 'POST', path: `/api/v1${path}`, headers, body });
    if (accepted.status === 202) await runJob({ ...services, db: stack.db }, accepted.body.jobId);
    return accepted;
  };
  const told = async (id: string) => {
    const { stage, teachers } = (await ict.ask({ path: `/api/v1/reflows/${id}` })).body;
    const schemes: { schemeId: string; className: string; state: string; moves: number }[] = teachers.flatMap(
      (one: { schemes: unknown }) => one.schemes,
    );
    return { stage, names: teachers.map((one: { fullName: string }) => one.fullName), schemes };
  };
  const open = async (id: string) => (await teacher.ask({ path: `/api/v1/schemes/${id}` })).body;
  const from = `${year}-01-01`;
  const { body: department } = await ict.ask({
    method: 'POST',
    path: '/api/v1/departments',
    body: { schoolId, name: 'Sciences' },
  });
  const head = await person(ict, injecting(app), schoolId, 'head-of', 'head-of-department', department.id);
  const ofOthers = await work(`/schools/${schoolId}/reflows`, { from }, head);
  expect((await head.ask({ path: `/api/v1/reflows/${ofOthers.body.reflowId}` })).body.teachers).toEqual([]);
  const look = await work(`/schools/${schoolId}/reflows`, { from });
  const seen = await told(look.body.reflowId);
  expect([seen.stage, seen.names]).toEqual(['looked', ['Person amina']]);
  const moving = seen.schemes.filter(({ state }) => state === 'moves');
  const [edited, north] = [
    moving.find((one) => one.className !== '4 North'),
    moving.find((one) => one.className === '4 North'),
  ];
  if (edited === undefined || north === undefined) throw new Error(JSON.stringify(seen.schemes));
  const before = await open(north.schemeId);
  const insert = { type: 'insert', clientOpId: 'meanwhile', afterRowId: null, banner: 'remark', text: 'Meanwhile' };
  const path = `/api/v1/schemes/${edited.schemeId}/edits`;
  expect((await teacher.ask({ method: 'POST', path, body: { edits: [insert] } })).status).toBe(200);

  expect((await work(`/reflows/${look.body.reflowId}/move`)).status).toBe(202);
  expect((await work(`/reflows/${look.body.reflowId}/move`)).status).toBe(409);
  const done = await told(look.body.reflowId);
  expect(done.stage).toBe('moved');
  for (const one of done.schemes) {
    if (one.schemeId === edited.schemeId) expect(one.state).toBe('changed');
    else expect(one.state).toBe(moving.some(({ schemeId }) => schemeId === one.schemeId) ? 'moved' : 'same');
  }
  const datesOf = ({ rows }: { rows: { kind: string; date?: string }[] }) => rows.map(({ date }) => date);
  const after = await open(north.schemeId);
  expect(datesOf(after)).not.toEqual(datesOf(before));
  expect(after.rows.some((row: { text?: string }) => row.text === 'Water cut')).toBe(true);
  const again = await told((await work(`/schools/${schoolId}/reflows`, { from })).body.reflowId);
  expect(again.schemes.filter(({ state }) => state === 'moves')).toMatchObject([{ schemeId: edited.schemeId }]);

  const undo = {
    method: 'POST',
    path: `/api/v1/schemes/${north.schemeId}/undo`,
    body: { clientOpId: 'taken-back' },
  } as const;
  expect((await teacher.ask(undo)).status).toBe(200);
  expect(datesOf(await open(north.schemeId))).toEqual(datesOf(before));
  expect(outcome(await teacher.ask({ path: `/api/v1/reflows/${look.body.reflowId}` }))[0]).toBe(404);
});
