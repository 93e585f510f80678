import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from '../../appliance/app.ts';
import { newId } from '../../appliance/ids.ts';
import { createLog } from '../../appliance/log.ts';
import { closeServices, openServices } from '../../appliance/open-services.ts';
import type { Services } from '../../appliance/services.ts';
import { readTable } from '../../appliance/spreadsheet/read.ts';
import { endJob, runJob } from '../../appliance/workers/run-job.ts';
import { until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { workbookOf } from './spreadsheet/workbook.ts';
import { type Answer, administrator, injecting, person, school, type User } from './world.ts';

let stack: Stack;
let services: Services;
let app: App;
let admin: User;
let ict: User;
let schoolId: string;
let keys = 0;

beforeAll(async () => {
  stack = await startStack();
  const log = createLog('test');
  log.level = 'silent';
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  app = await buildApp(services);
  admin = await administrator(stack, injecting(app));
  schoolId = (await school(admin, 'ONE')).id;
  await school(admin, 'TWO');
  ict = await person(admin, injecting(app), schoolId, 'ict', 'school-ict-admin');
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

const headers = () => ({ 'idempotency-key': `import-key-${keys++}` });
const run = (jobId: string) => runJob({ ...services, db: stack.db }, jobId);

async function upload(by: User, file: Buffer | string, query = ''): Promise<Answer> {
  return by.ask({
    method: 'POST',
    path: `/api/v1/people/imports?fileName=people.csv${query}`,
    headers: { ...headers(), 'content-type': 'application/octet-stream' },
    body: Buffer.from(file),
  });
}

/** Uploads and checks; gives the import as it stands then, and its rows. */
async function check(by: User, file: Buffer | string, query = '') {
  const answer = await upload(by, file, query);
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  await run(answer.body.jobId);
  return look(by, answer.body.importId);
}

async function look(by: User, id: string) {
  const { body } = await by.ask({ path: `/api/v1/people/imports/${id}` });
  const rows = await by.ask({ path: `/api/v1/people/imports/${id}/rows?limit=200` });
  return { id, import: body, rows: rows.body.items };
}

async function commit(by: User, id: string, body: object = {}) {
  const answer = await by.ask({
    method: 'POST',
    path: `/api/v1/people/imports/${id}/commit`,
    headers: headers(),
    body,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  await run(answer.body.jobId);
  return look(by, id);
}

const list = `TSC No;Full Name;Phone;School;Dept;Position
T-1;Wanjikũ Ngũgĩ;+254 700 1;ONE;Languages;Teacher; 
T-2;ناجي السلام;;ONE;Languages;HOD, teacher
T-3;李伟;0700;ONE;;Deputy
T-1;Somebody Else;;ONE;Languages;teacher
T-4;;;ONE;;teacher
T-5;Head Person;;ONE;;Headteacher
T-6;Other School;;TWO;;teacher
;No Number;;ONE;;teacher
T-7;Odd Role;;ONE;;wizard
`;

test('every row is judged before anything is written, and what is fine is taken over', async () => {
  const before = await stack.db.selectFrom('user').select('id').execute();
  const checked = await check(ict, list);
  expect(checked.import).toMatchObject({
    state: 'checked',
    counts: { new: 3, duplicate: 1, error: 5, ambiguous: 0, same: 0, changed: 0 },
  });
  const reasons = Object.fromEntries(
    checked.rows.map((row: { row: number; reasons: string[] }) => [row.row, row.reasons.join(' ')]),
  );
  expect(reasons[5]).toMatch(/stands in row 2 already/);
  expect(reasons[6]).toMatch(/needs a name/);
  expect(reasons[7]).toMatch(/Only the district appoints/);
  expect(reasons[8]).toMatch(/no school with the code "TWO", or it is not yours/);
  expect(reasons[9]).toMatch(/staff number or a user name is needed/);
  expect(reasons[10]).toMatch(/"wizard" is not a role/);
  expect(await stack.db.selectFrom('user').select('id').execute()).toHaveLength(before.length);
  const committed = await commit(ict, checked.id);
  expect(committed.import).toMatchObject({ state: 'committed', done: 3, skipped: 0 });
  const people = await ict.ask({ path: `/api/v1/people?schoolId=${schoolId}&search=ناجي` });
  expect(people.body.items[0].memberships.map((one: { role: string }) => one.role).sort()).toEqual([
    'head-of-department',
    'teacher',
  ]);
  const again = await ict.ask({
    method: 'POST',
    path: `/api/v1/people/imports/${checked.id}/commit`,
    headers: headers(),
    body: {},
  });
  expect(again.body.code).toBe('conflict');
});

test('what is exported and imported again changes nothing', async () => {
  await stack.db
    .updateTable('user')
    .set({ phone: '+254700', full_name: "=1+1 'Ann'" })
    .where('staff_number', '=', 'T-3')
    .execute();
  for (const by of [ict, admin]) {
    const exported = await raw(by, `/api/v1/people/export${by === ict ? `?schoolId=${schoolId}` : ''}`);
    expect(exported).toContain("'=1+1");
    const { import: found, rows } = await check(by, exported, by === ict ? `&schoolId=${schoolId}` : '');
    const others = rows.filter((row: { state: string }) => row.state !== 'same');
    expect(others.map((row: { name: string; reasons: string[] }) => [row.name, row.reasons])).toEqual([]);
    expect(found.counts.same).toBeGreaterThanOrEqual(4);
  }
});

test('what people teach is brought in with them, in one column or in two, and comes back the same', async () => {
  const say = (by: { rows: { row: number; state: string; reasons: string[] }[] }) =>
    by.rows.map(({ state, reasons }) => [state, ...reasons]);
  const file = [
    'staff_no,name,roles,teaches,Class,Subject',
    'C-1,Class One,teacher,Grade 4 4 East: English; Grade 4 4 West: english,,',
    'C-1,Class One,teacher,,Grade 4 4 East,Mathematics',
    'C-1,Class One,teacher,,Grade 4 4 East,Mathematics',
    'C-2,Class Two,deputy,Grade 4 4 East: English,,',
    'C-3,Class Three,teacher,4 North: English,,',
    'C-4,Class Four,teacher,Grade 4 4 East: Alchemy; East,,',
    'C-5,Class Five,teacher,,Grade 4 4 East,',
  ].join('\n');
  const checked = await check(ict, file, `&schoolId=${schoolId}`);
  expect(say(checked).slice(0, 7)).toEqual([
    [
      'new',
      'Teaches English in 4 East (the class is new, Grade 4).',
      'Teaches English in 4 West (the class is new, Grade 4).',
    ],
    ['changed', 'Teaches Mathematics in 4 East (the class is new, Grade 4).'],
    ['duplicate', 'The same person stands in row 3 already.'],
    ['error', 'Who teaches a class needs the role teacher as well: add it to the roles.'],
    ['error', expect.stringMatching(/no class "4 North" at this school. Add it, or write its grade before it/)],
    ['error', '"Alchemy" is no learning area of Grade 4 (4 East).', expect.stringMatching(/such as "4 East: English"/)],
    ['error', 'For Grade 4 4 East the learning area is missing.'],
  ]);
  const asWorkbook = workbookOf(file.split('\n').map((line) => line.split(',')));
  expect(say(await check(ict, asWorkbook, `&schoolId=${schoolId}`)), 'the same as a workbook').toEqual(say(checked));
  await commit(ict, checked.id);
  const taught = async () =>
    (await ict.ask({ path: `/api/v1/allocations?schoolId=${schoolId}` })).body.items.map(
      (one: { class: { name: string }; learningArea: { name: string }; teacher: { fullName: string } }) =>
        `${one.teacher.fullName}: ${one.class.name} ${one.learningArea.name}`,
    );
  expect(await taught()).toEqual([
    'Class One: 4 East English',
    'Class One: 4 East Mathematics',
    'Class One: 4 West English',
  ]);
  const more = await check(ict, 'staff_no,name,teaches\nC-6,Class Six,4 east: ENGLISH\n', `&schoolId=${schoolId}`);
  expect(say(more)[0]).toEqual(['new', 'Teaches English in 4 East, which Class One teaches as well.']);
  await commit(ict, more.id);
  await stack.db
    .insertInto('class_stream')
    .values({ id: newId(), school_id: schoolId, grade: 'Grade 5', name: '4 East', boys: 0, girls: 0 })
    .execute();
  const exported = await raw(ict, `/api/v1/people/export?schoolId=${schoolId}`);
  expect(exported).toContain('Grade 4 4 East: English; Grade 4 4 East: Mathematics; 4 West: English');
  // As it is, and as a spreadsheet program saves it.
  for (const same of [exported, workbookOf((await readTable(Buffer.from(exported))).rows)]) {
    const again = await check(ict, same, `&schoolId=${schoolId}`);
    expect(again.import.counts.same).toBeGreaterThanOrEqual(6);
    expect(say(again).filter(([state]) => state !== 'same')).toEqual([]);
  }
  expect(await taught()).toHaveLength(4);
});

test('changes are shown field by field; who is missing counts as left and leaves only when that is asked for', async () => {
  const file = 'staff_no,name,phone,department\nT-1,Wanjikũ Ngũgĩ-Otieno,,Sciences\n';
  const checked = await check(ict, file, `&schoolId=${schoolId}`);
  expect(checked.import.counts).toMatchObject({ changed: 1, left: 4 });
  expect(checked.rows[0].reasons).toEqual(['Name: Wanjikũ Ngũgĩ → Wanjikũ Ngũgĩ-Otieno', 'Department: Sciences']);
  await commit(ict, checked.id, { endLeft: true });
  const people = await ict.ask({ path: `/api/v1/people?schoolId=${schoolId}` });
  const names = people.body.items.map((one: { fullName: string }) => one.fullName);
  expect(names).toEqual(['Person ict', 'Wanjikũ Ngũgĩ-Otieno']);
  const back = await check(ict, 'staff_no,name\nT-2,ناجي السلام\n', `&schoolId=${schoolId}`);
  expect(back.rows[0]).toMatchObject({ state: 'changed', reasons: ['New here as: teacher'] });
  await commit(ict, back.id);
});

test('somebody of another school is not touched, and a namesake is asked about', async () => {
  const two = (await admin.ask({ path: '/api/v1/schools' })).body.items.find(
    (one: { code: string }) => one.code === 'TWO',
  );
  await person(admin, injecting(app), two.id, 'theirs');
  const file = 'staff_no,name\ntheirs,New Name\nT-99,  wanjikũ   ngũgĩ-otieno\n';
  const { rows } = await check(ict, file, `&schoolId=${schoolId}`);
  expect(rows.slice(0, 2).map((row: { state: string }) => row.state)).toEqual(['ambiguous', 'ambiguous']);
  expect(rows[0].reasons[0]).toMatch(/Ask the district for a transfer/);
  expect(rows[1].reasons[0]).toMatch(/as T-1: is it the same person/);
});

test('two administrators who take over the same people at once make each of them once', async () => {
  const file = Array.from({ length: 30 }, (_, index) => `R-${index},Racer ${index},ONE`).join('\n');
  const both = [await check(ict, `staff_no,name,school\n${file}`), await check(admin, `staff_no,name,school\n${file}`)];
  const [first, second] = both;
  await Promise.all([commit(ict, first?.id ?? ''), commit(admin, second?.id ?? '')]);
  const made = await stack.db.selectFrom('user').select('id').where('staff_number', 'like', 'R-%').execute();
  expect(made).toHaveLength(30);
  const roles = await stack.db
    .selectFrom('membership')
    .select('id')
    .where(
      'user_id',
      'in',
      made.map(({ id }) => id),
    )
    .execute();
  expect(roles).toHaveLength(30);
});

test('a check that fails again and again says so, and not that somebody stopped it', async () => {
  const { body } = await upload(ict, list);
  const why = 'Making it failed several times. It has been logged.';
  await endJob({ ...services, db: stack.db }, body.jobId, 'failed', why);
  expect((await look(ict, body.importId)).import).toMatchObject({ state: 'refused', problem: why });
});

test('columns can be named by hand; a file without a column to sign in with says so', async () => {
  const refused = await check(ict, 'A,B\nX-1,Ann\n', `&schoolId=${schoolId}`);
  expect(refused.import).toMatchObject({ state: 'refused', headings: ['A', 'B'] });
  const answer = await ict.ask({
    method: 'POST',
    path: `/api/v1/people/imports/${refused.id}/check`,
    headers: headers(),
    body: { mapping: { staff_no: 0, name: 1 } },
  });
  await run(answer.body.jobId);
  expect((await look(ict, refused.id)).import).toMatchObject({ state: 'checked', counts: { new: 1 } });
});

test('files that are too much or no table are refused with a reason', async () => {
  const large = await upload(ict, Buffer.alloc(9_000_000, 'a'));
  expect([large.status, large.body.detail]).toEqual([400, 'The request is too large.']);
  const bomb = Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(70_000_000) }));
  expect((await check(ict, bomb)).import).toMatchObject({ state: 'refused', problem: /unpacks to far more/ });
  expect((await check(ict, Buffer.from('%PDF-1.7'))).import.problem).toMatch(/This is a PDF/);
  expect((await check(ict, 'staff_no,name\n')).import.problem).toMatch(/no rows/);
});

test('slips hold passphrases that open the door once, and are gone when they are printed', async () => {
  const made = await check(ict, 'staff_no,name\nSLIP-1,Sign Inner\nSLIP-2,Ọlá Ṣadé\n', `&schoolId=${schoolId}`);
  await commit(ict, made.id);
  const answer = await ict.ask({
    method: 'POST',
    path: '/api/v1/slips',
    headers: headers(),
    body: { importId: made.id },
  });
  await run(answer.body.jobId);
  const { target } = (await ict.ask({ path: `/api/v1/jobs/${answer.body.jobId}` })).body;
  expect((await ict.ask({ path: `/api/v1/slips/${target.id}` })).body.people).toBe(2);
  const { pdf } = await stack.db
    .selectFrom('slip_sheet')
    .select('pdf')
    .where('id', '=', target.id)
    .executeTakeFirstOrThrow();
  const path = join(stack.folder, 'slips.pdf');
  writeFileSync(path, pdf);
  const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
  expect(text).toContain('Sign Inner');
  const [words = ''] = /[a-z]+-[a-z]+-[a-z]+/.exec(text) ?? [];
  const login = () =>
    injecting(app)({ method: 'POST', path: '/api/v1/auth/login', body: { name: 'slip-2', password: words } });
  const tried = [
    await login(),
    await injecting(app)({ method: 'POST', path: '/api/v1/auth/login', body: { name: 'slip-1', password: words } }),
  ];
  expect(tried.map(({ status }) => status).sort()).toEqual([200, 401]);
  expect((await ict.ask({ method: 'DELETE', path: `/api/v1/slips/${target.id}` })).status).toBe(204);
  expect((await ict.ask({ path: `/api/v1/slips/${target.id}` })).status).toBe(404);
  const dump = JSON.stringify(await stack.db.selectFrom('job').selectAll().execute());
  expect(dump).not.toContain(words);
});

async function raw(by: User, path: string): Promise<string> {
  return (await by.ask({ path, headers: { accept: 'text/csv' } })).body;
}
