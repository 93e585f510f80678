import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from '../../../../appliance/app.ts';
import { createLog } from '../../../../appliance/log.ts';
import { closeServices, openServices } from '../../../../appliance/open-services.ts';
import type { Services } from '../../../../appliance/services.ts';
import { until } from '../../../services/process.ts';
import { type Stack, startStack } from '../../../services/stack.ts';
import { type Answer, administrator, injecting, person, school, type User } from '../../world.ts';

let stack: Stack;
let services: Services;
let app: App;
let admin: User;
let ict: User;
let amina: User;
let brian: User;
let schoolId: string;
/** Grade 4 Mathematics and English, Grade 5 Mathematics. */
let mathematics: string;
let english: string;
let mathematics5: string;

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
  amina = await person(ict, ask, schoolId, 'amina');
  brian = await person(ict, ask, schoolId, 'brian');
  const areas = await amina.ask({ path: '/api/v1/learning-areas' });
  const areaOf = (grade: string, name: string) =>
    areas.body.items.find((one: { grade: string; name: string }) => one.grade === grade && one.name === name).id;
  mathematics = areaOf('Grade 4', 'Mathematics');
  english = areaOf('Grade 4', 'English');
  mathematics5 = areaOf('Grade 5', 'Mathematics');
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

const post = (user: User, path: string, body: unknown) => user.ask({ method: 'POST', path: `/api/v1${path}`, body });
const put = (user: User, path: string, body: unknown) => user.ask({ method: 'PUT', path: `/api/v1${path}`, body });
const patch = (user: User, path: string, body: unknown) => user.ask({ method: 'PATCH', path: `/api/v1${path}`, body });
const get = (user: User, path: string) => user.ask({ path: `/api/v1${path}` });
const remove = (user: User, path: string) => user.ask({ method: 'DELETE', path: `/api/v1${path}` });
const outcome = ({ status, body }: Answer) => [status, body?.code, body?.issues?.[0]?.path];

let made = 0;
async function klass(grade = 'Grade 4'): Promise<string> {
  made += 1;
  const answer = await post(ict, '/classes', { schoolId, grade, name: `C${made}` });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}

async function allocation(classId: string, learningAreaId: string, teacher: User, dates = {}): Promise<string> {
  const answer = await post(ict, '/allocations', { classId, learningAreaId, teacherId: teacher.id, ...dates });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}

async function setWeek(classId: string, lessons: unknown[], from?: string): Promise<Answer> {
  const before = await get(ict, `/timetable?classId=${classId}${from === undefined ? '' : `&on=${from}`}`);
  const change = { version: before.body.version, lessons, ...(from === undefined ? {} : { from }) };
  return put(ict, `/classes/${classId}/timetable`, change);
}

test('classes are kept by grade and name, counted, renamed and removed, and none is there twice', async () => {
  const added = await post(ict, '/classes', {
    schoolId,
    grade: 'Grade 10',
    name: '10 <b>East</b>',
    boys: 20,
    girls: 22,
  });
  expect(added.body).toMatchObject({ grade: 'Grade 10', name: '10 <b>East</b>', boys: 20, girls: 22 });
  expect((await post(ict, '/classes', { schoolId, grade: 'Grade 9', name: '9 West' })).status).toBe(201);
  const twice = await post(ict, '/classes', { schoolId, grade: 'Grade 9', name: '9 WEST' });
  expect(outcome(twice)).toEqual([409, 'conflict', undefined]);
  const names = (await get(amina, `/classes?schoolId=${schoolId}`)).body.items.map(
    (one: { grade: string }) => one.grade,
  );
  expect(names).toEqual(['Grade 9', 'Grade 10']);
  const { id } = added.body;
  expect((await patch(ict, `/classes/${id}`, { name: '10 East', girls: 23 })).body).toMatchObject({
    name: '10 East',
    boys: 20,
    girls: 23,
  });
  expect(outcome(await patch(ict, `/classes/${id}`, {}))).toEqual([400, 'invalid-request', 'body']);
  expect(outcome(await patch(ict, `/classes/${id}`, { boys: -1 }))).toEqual([400, 'invalid-request', 'body.boys']);
  expect((await remove(ict, `/classes/${id}`)).status).toBe(204);
  expect(outcome(await remove(ict, `/classes/${id}`))).toEqual([404, 'not-found', undefined]);
  expect(outcome(await post(amina, '/classes', { schoolId, grade: 'Grade 4', name: 'Z' }))[0]).toBe(404);
});

test('a learning area of a class is given to a teacher of the school, of the same grade, once', async () => {
  const classId = await klass();
  const given = await post(ict, '/allocations', { classId, learningAreaId: mathematics, teacherId: amina.id });
  expect(given.body).toMatchObject({ learningArea: { name: 'Mathematics' }, teacher: { id: amina.id }, lessons: [] });
  const again = await post(amina, '/allocations', { classId, learningAreaId: mathematics, teacherId: 'me' });
  expect(outcome(again)).toEqual([409, 'conflict', undefined]);
  const otherGrade = await post(ict, '/allocations', { classId, learningAreaId: mathematics5, teacherId: amina.id });
  expect(outcome(otherGrade)).toEqual([400, 'invalid-request', 'body.learningAreaId']);
  const stranger = await post(ict, '/allocations', { classId, learningAreaId: english, teacherId: admin.id });
  expect(outcome(stranger)).toEqual([400, 'invalid-request', 'body.teacherId']);
  const backwards = { classId, learningAreaId: english, teacherId: amina.id, from: '2026-05-02', to: '2026-05-01' };
  expect(outcome(await post(ict, '/allocations', backwards))).toEqual([400, 'invalid-request', 'body.to']);
  const forOther = await post(amina, '/allocations', { classId, learningAreaId: english, teacherId: brian.id });
  expect(outcome(forOther)[0]).toBe(404);
  const own = await post(amina, '/allocations', { classId, learningAreaId: english, teacherId: 'me' });
  expect(own.status).toBe(201);
  const lesson = { allocationId: own.body.id, date: '2026-01-07', period: 1, outcome: 'taught' };
  const recorded = await post(amina, '/deliveries', { items: [{ clientOpId: 'without-a-scheme', ...lesson }] });
  expect(recorded.body.items[0].status).toBe('saved');
  expect(outcome(await remove(amina, `/allocations/${own.body.id}`))).toEqual([409, 'conflict', undefined]);
  await stack.db.deleteFrom('delivery').where('allocation_id', '=', own.body.id).execute();
  expect((await remove(amina, `/allocations/${own.body.id}`)).status).toBe(204);
  expect(outcome(await remove(ict, `/classes/${classId}`))).toEqual([409, 'conflict', undefined]);
});

test('a class handed over keeps its timetable and its schemes, which the new teacher owns', async () => {
  const classId = await klass();
  const id = await allocation(classId, mathematics, amina);
  await setWeek(classId, [{ allocationId: id, weekday: 1, period: 1, units: 2 }]);
  const terms = await get(amina, '/terms');
  const areas = (await get(amina, `/classes?schoolId=${schoolId}`)).body.items;
  const className = areas.find((one: { id: string }) => one.id === classId).name;
  const body = { learningAreaId: mathematics, termId: terms.body.items[0].id, className };
  const lessons = [{ weekday: 1, period: 1, units: 2 }];
  const headers = { 'idempotency-key': `hand-over-${classId}` };
  const path = '/api/v1/schemes/generate';
  const scheme = await amina.ask({ method: 'POST', path, headers, body: { ...body, lessons } });
  expect(scheme.status, JSON.stringify(scheme.body)).toBe(202);
  expect(outcome(await remove(ict, `/allocations/${id}`))).toEqual([409, 'conflict', undefined]);
  expect(outcome(await patch(amina, `/allocations/${id}`, { teacherId: brian.id }))).toEqual([
    403,
    'not-allowed',
    undefined,
  ]);
  const handed = await patch(ict, `/allocations/${id}`, { teacherId: brian.id });
  expect(handed.body).toMatchObject({ teacher: { id: brian.id }, lessons });
  expect((await get(amina, `/schemes/${scheme.body.schemeId}`)).status).toBe(404);
  expect((await get(brian, `/schemes/${scheme.body.schemeId}`)).status).toBe(200);
});

test('a timetable shows times and minutes, doubles with those of both lessons, and what clashes, with the reason', async () => {
  const [one, two] = [await klass(), await klass()];
  const day = [
    { period: 1, start: '08:20', minutes: 35 },
    { period: 2, start: '08:55', minutes: 35 },
    { period: 3, start: '09:50', minutes: 40 },
  ];
  const times = await put(ict, `/schools/${schoolId}/day-times`, { items: [{ grade: '', periods: day }] });
  expect(times.body.items).toEqual([{ grade: '', periods: day }]);
  const first = await allocation(one, mathematics, amina);
  const second = await allocation(two, mathematics, amina);
  const third = await allocation(one, english, brian);
  const set = await setWeek(one, [
    { allocationId: first, weekday: 2, period: 2, units: 2 },
    { allocationId: third, weekday: 2, period: 3, units: 1 },
  ]);
  expect(set.body.lessons).toMatchObject([
    { weekday: 2, period: 2, units: 2, start: '08:55', minutes: 75, teacher: { id: amina.id } },
    { weekday: 2, period: 3, units: 1, start: '09:50', minutes: 40, teacher: { id: brian.id } },
  ]);
  expect(set.body.clashes).toMatchObject([{ kind: 'class-twice', weekday: 2, period: 3 }]);
  const other = await setWeek(two, [{ allocationId: second, weekday: 2, period: 2, units: 1 }]);
  expect(other.body.clashes).toMatchObject([{ kind: 'teacher-twice', weekday: 2, period: 2 }]);
  expect(other.body.clashes[0].lessons.map((lesson: { class: { id: string } }) => lesson.class.id).sort()).toEqual(
    [one, two].sort(),
  );
  const week = await get(amina, '/timetable?teacherId=me');
  const seen = week.body.lessons.map((lesson: { class: { id: string } }) => lesson.class.id);
  expect(seen).toEqual(expect.arrayContaining([one, two]));
  const whole = await get(brian, `/timetable?schoolId=${schoolId}`);
  expect(whole.body.clashes.map((clash: { kind: string }) => clash.kind)).toEqual(['teacher-twice', 'class-twice']);
});

test('bad times of the day are refused with the lesson that is wrong', async () => {
  const overlapping = [
    { period: 1, start: '08:20', minutes: 40 },
    { period: 2, start: '08:50', minutes: 35 },
  ];
  const answer = await put(ict, `/schools/${schoolId}/day-times`, { items: [{ grade: '', periods: overlapping }] });
  expect(outcome(answer)).toEqual([400, 'invalid-request', 'body.items.0.periods']);
  expect(answer.body.issues[0].message).toContain('lesson 2 begins before lesson 1 ends');
  const night = [{ period: 1, start: '24:00', minutes: 35 }];
  const late = await put(ict, `/schools/${schoolId}/day-times`, { items: [{ grade: '', periods: night }] });
  expect(outcome(late)).toEqual([400, 'invalid-request', 'body.items.0.periods.0.start']);
});

test('a timetable changed from a day on keeps its past, and one changed by somebody else meanwhile is refused', async () => {
  const classId = await klass();
  const id = await allocation(classId, mathematics, amina, { from: '2026-01-05' });
  const lesson = (weekday: number, units = 1) => ({ allocationId: id, weekday, period: 1, units });
  await setWeek(classId, [lesson(1), lesson(2)], '2026-01-05');
  const stale = (await get(ict, `/timetable?classId=${classId}&on=2026-02-02`)).body.version;
  const changed = await setWeek(classId, [lesson(1), lesson(3, 2)], '2026-02-02');
  expect(changed.status).toBe(200);
  const late = await put(ict, `/classes/${classId}/timetable`, { version: stale, from: '2026-02-02', lessons: [] });
  expect(outcome(late)).toEqual([409, 'conflict', undefined]);
  const days = async (on: string) =>
    (await get(amina, `/timetable?classId=${classId}&on=${on}`)).body.lessons.map(
      (one: { weekday: number; units: number }) => `${one.weekday}x${one.units}`,
    );
  expect(await days('2026-02-01')).toEqual(['1x1', '2x1']);
  expect(await days('2026-02-02')).toEqual(['1x1', '3x2']);
  expect(await days('2026-01-04')).toEqual([]);
  await setWeek(classId, [lesson(5)], '2026-02-02');
  expect(await days('2026-02-01')).toEqual(['1x1', '2x1']);
  expect(await days('2026-02-02')).toEqual(['5x1']);
  await setWeek(classId, []);
  expect(await days('2099-01-01')).toEqual([]);
});

test('a teacher sets the lessons of an own class, and nobody those of another class in its place', async () => {
  const [classId, other] = [await klass(), await klass()];
  const id = await allocation(classId, mathematics, amina);
  const foreign = await allocation(other, mathematics, brian);
  const { version } = (await get(amina, `/timetable?allocationId=${id}`)).body;
  const lessons = [{ weekday: 4, period: 2, units: 1 }];
  expect((await put(amina, `/allocations/${id}/lessons`, { version, lessons })).body.lessons).toMatchObject(lessons);
  expect((await get(amina, '/allocations?teacherId=me')).body.items).toContainEqual(
    expect.objectContaining({ id, lessons }),
  );
  expect(outcome(await put(brian, `/allocations/${id}/lessons`, { version, lessons }))[0]).toBe(404);
  const mixed = await setWeek(classId, [{ ...lessons[0], allocationId: foreign }]);
  expect(outcome(mixed)).toEqual([400, 'invalid-request', 'body.lessons.0.allocationId']);
  const past = await setWeek(classId, [{ allocationId: id, weekday: 1, period: 16, units: 2 }]);
  expect(outcome(past)).toEqual([400, 'invalid-request', 'body.lessons']);
  const eighth = await setWeek(classId, [{ allocationId: id, weekday: 8, period: 1, units: 1 }]);
  expect(outcome(eighth)).toEqual([400, 'invalid-request', 'body.lessons.0.weekday']);
});

test('lesson rules come from the curriculum, then the district, then the school, and go back', async () => {
  const what = { grade: 'Grade 4', learningArea: 'English' };
  const of = (answer: Answer) =>
    answer.body.items.find(
      (one: { grade: string; learningArea: string }) => one.grade === 'Grade 4' && one.learningArea === 'English',
    );
  expect(of(await get(amina, `/lesson-rules?schoolId=${schoolId}`))).toMatchObject({
    source: 'curriculum',
    doubles: 0,
  });
  const district = { lessonsPerWeek: 6, lessonMinutes: 40, doubles: 1 };
  expect(of(await put(admin, '/lesson-rules', { rules: [{ ...what, rule: district }] }))).toMatchObject(district);
  const own = { lessonsPerWeek: 4, lessonMinutes: 30, doubles: 2 };
  const set = await put(ict, '/lesson-rules', { schoolId, rules: [{ ...what, rule: own }] });
  expect(of(set)).toMatchObject({ ...own, source: 'school' });
  expect(of(await get(admin, '/lesson-rules'))).toMatchObject({ ...district, source: 'district' });
  const again = await put(ict, '/lesson-rules', { schoolId, rules: [{ ...what, rule: { ...own, doubles: 1 } }] });
  expect(of(again)).toMatchObject({ doubles: 1 });
  const back = await put(ict, '/lesson-rules', { schoolId, rules: [{ ...what, rule: null }] });
  expect(of(back)).toMatchObject({ ...district, source: 'district' });
  const tooMany = { lessonsPerWeek: 3, lessonMinutes: 40, doubles: 2 };
  const refused = await put(ict, '/lesson-rules', { schoolId, rules: [{ ...what, rule: tooMany }] });
  expect(outcome(refused)).toEqual([400, 'invalid-request', 'body.rules.0.rule.doubles']);
  expect(outcome(await put(ict, '/lesson-rules', { rules: [{ ...what, rule: own }] }))[1]).toBe('not-allowed');
});

test('a timetable comes in from a table as a whole, or not at all and with the rows that are wrong', async () => {
  const send = (what: string, rows: string[], by = ict) =>
    by.ask({
      method: 'POST',
      path: `/api/v1/schools/${schoolId}/timetable/${what}`,
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(['Class,Grade,Day,Lesson,Subject,Teacher,Units', ...rows].join('\n')),
    });
  const east = '6 Import,Grade 4,Mon,1,Mathematics,amina,2';
  const bad = await send('import', [
    east,
    '6 Import,Grade 4,Mon,3,Alchemy,amina,',
    '6 Import,Grade 4,Tue,1,English,nobody,',
  ]);
  expect([bad.status, bad.body.issues.map((one: { path: string }) => one.path)]).toEqual([400, ['row 3', 'row 4']]);
  const names = async () =>
    (await get(ict, `/classes?schoolId=${schoolId}`)).body.items.map((one: { name: string }) => one.name);
  expect(await names()).not.toContain('6 Import');
  const good = [east, '6 Import,Grade 4,Tue,1,English,Person brian,'];
  const preview = await send('preview', good);
  expect(preview.body).toEqual({ ok: true, lessons: 2, classes: 1, newClasses: ['6 Import'], problems: [] });
  expect((await send('import', good)).status).toBe(200);
  const { items } = (await get(ict, `/classes?schoolId=${schoolId}`)).body;
  const { id } = items.find((one: { name: string }) => one.name === '6 Import');
  const week = await get(amina, `/timetable?classId=${id}`);
  expect(week.body.lessons).toMatchObject([
    { weekday: 1, period: 1, units: 2, learningArea: { name: 'Mathematics' }, teacher: { id: amina.id } },
    { weekday: 2, period: 1, units: 1, learningArea: { name: 'English' }, teacher: { id: brian.id } },
  ]);
  await send('import', [east]);
  expect((await get(amina, `/timetable?classId=${id}`)).body.lessons).toHaveLength(1);
  const text = await send('preview', ['\u0000PK']);
  expect(text.body.ok).toBe(false);
  expect((await send('preview', good, amina)).status).toBe(404);
});
