import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from '../../../../appliance/app.ts';
import { parseExport } from '../../../../appliance/curriculum/import/parse-export.ts';
import type { Coverage } from '../../../../appliance/features/records/schema.ts';
import type { SchemeRow } from '../../../../appliance/features/schemes/schema.ts';
import { createLog } from '../../../../appliance/log.ts';
import { migrations } from '../../../../appliance/migrations/index.ts';
import { closeServices, openServices } from '../../../../appliance/open-services.ts';
import { seed } from '../../../../appliance/seed/seed.ts';
import type { Services } from '../../../../appliance/services.ts';
import { today } from '../../../../appliance/today.ts';
import { runJob } from '../../../../appliance/workers/run-job.ts';
import { until } from '../../../services/process.ts';
import { type Stack, startStack } from '../../../services/stack.ts';
import { runFirstTerm } from '../../running-term.ts';
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

type Lesson = Extract<SchemeRow, { kind: 'lesson' }>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const ask = (method: Method, path: string, body?: unknown) =>
  admin.ask({ method, path: `/api/v1${path}`, ...(body === undefined ? {} : { body }) });
const upload = (what: 'preview' | 'import', fileName: string, file: string | Buffer, more = '') =>
  admin.ask({
    method: 'POST',
    path: `/api/v1/curriculum/${what}?fileName=${encodeURIComponent(fileName)}${more}`,
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from(file),
  });
const outcome = ({ status, body }: Answer) => [status, body?.code, body?.issues?.[0]?.path];

const strands = [
  {
    code: '1.0',
    title: 'Clay <b>',
    subStrands: [
      {
        code: '1.1',
        title: 'Pots',
        lessons: 4,
        term: 1,
        outcomes: [{ text: 'shape a <i>pot</i>', domain: 'skill' }, { text: 'fire a pot' }],
        inquiry: ['Why does clay crack?'],
        competencies: ['Creativity'],
        values: ['Patience'],
        links: ['Science'],
      },
      { code: '1.2', title: 'Bowls', lessons: 2, outcomes: [{ text: 'turn a bowl' }] },
    ],
  },
];
const crafts = (more = {}) =>
  JSON.stringify({ grade: 'Grade 6', learningArea: 'Crafts', lessonsPerWeek: 3, lessonMinutes: 35, strands, ...more });

test('a file is previewed without a trace, taken in as a draft, and its export is the file again', async () => {
  const preview = await upload('preview', 'crafts.json', crafts());
  expect(preview.body).toMatchObject({
    ok: true,
    subject: 'Crafts',
    subStrands: 2,
    outcomes: 3,
    lessons: 6,
    replaces: null,
  });
  const count = async () => (await ask('GET', '/curriculum/versions')).body.items.length;
  const before = await count();
  const draft = await upload('import', 'crafts.json', crafts());
  expect([draft.status, draft.body.version, draft.body.status, draft.body.origin]).toEqual([
    201,
    1,
    'draft',
    'crafts.json',
  ]);
  expect(await count()).toBe(before + 1);
  const shown = await teacher.ask({ path: '/api/v1/learning-areas?grade=Grade%206' });
  expect(shown.body.items).toEqual([]);
  const file = await ask('GET', `/learning-areas/${draft.body.id}/export`);
  expect(file.headers['content-disposition']).toBe('attachment; filename="grade-6-crafts-v1.json"');
  expect(file.body).toEqual(JSON.parse(crafts()));
  expect(parseExport(JSON.stringify(file.body))).toMatchObject({ ok: true, assumptions: [], curriculum: file.body });
});

test('files that cannot be read are refused with the place, and too large ones before they are read', async () => {
  const cut = await upload('preview', 'crafts.json', crafts().slice(0, 120));
  expect(cut.body).toMatchObject({ ok: false, errors: [{ place: expect.stringContaining('/strands') }] });
  const refused = await upload('import', 'crafts.json', '{}');
  expect(outcome(refused)).toEqual([400, 'invalid-request', '']);
  const large = await upload('import', 'big.json', Buffer.alloc(5 * 1024 * 1024, 0x20));
  expect([large.status, large.body.detail]).toEqual([400, 'The request is too large.']);
  expect(outcome(await ask('POST', '/curriculum/import?fileName=a.json', { strands }))[0]).toBe(400);
  const told = await upload('preview', 'x.json', JSON.stringify({ strands }), '&grade=Grade%203&subject=Craft');
  expect(told.body).toMatchObject({ ok: true, grade: 'Grade 3', subject: 'Craft' });
});

test('publishing replaces the version in use, moves the classes to it, and keeps the old one for its schemes', async () => {
  const areas = await teacher.ask({ path: '/api/v1/learning-areas?grade=Grade%204' });
  const old = areas.body.items.find((one: { name: string }) => one.name === 'Mathematics');
  const klass = await ict.ask({
    method: 'POST',
    path: '/api/v1/classes',
    body: { schoolId, grade: 'Grade 4', name: '4 East' },
  });
  const allocation = { classId: klass.body.id, learningAreaId: old.id, teacherId: teacher.id };
  const given = await ict.ask({ method: 'POST', path: '/api/v1/allocations', body: allocation });
  const draft = await ask('POST', `/learning-areas/${old.id}/draft`);
  expect(draft.body).toMatchObject({ version: 2, status: 'draft', origin: 'Version 1' });
  expect((await ask('GET', `/learning-areas/${draft.body.id}/diff`)).body).toMatchObject({
    added: [],
    removed: [],
    changed: [],
    same: draft.body.subStrands,
  });
  const published = await ask('POST', `/learning-areas/${draft.body.id}/publish`);
  expect(published.body).toMatchObject({ status: 'published', version: 2 });
  expect(outcome(await ask('POST', `/learning-areas/${draft.body.id}/publish`))).toEqual([409, 'conflict', undefined]);
  const now = await teacher.ask({ path: '/api/v1/learning-areas?grade=Grade%204' });
  const inUse = now.body.items.filter((one: { name: string }) => one.name === 'Mathematics');
  expect(inUse.map((one: { id: string }) => one.id)).toEqual([draft.body.id]);
  const moved = await teacher.ask({ path: '/api/v1/allocations?teacherId=me' });
  expect(moved.body.items).toMatchObject([{ id: given.body.id, learningArea: { id: draft.body.id } }]);
  expect((await teacher.ask({ path: `/api/v1/learning-areas/${old.id}` })).body.strands.length).toBeGreaterThan(0);
  expect(outcome(await ask('DELETE', `/learning-areas/${old.id}`))).toEqual([409, 'conflict', undefined]);
  expect(await seed(stack.db, stack.settings)).toEqual([]);
});

test('a scheme of work keeps the version it was made from, also when its class goes on to another', async () => {
  const termId = await runFirstTerm(stack, today());
  const { learningAreaId, ...rest } = await schemeRequest(teacher, '4 Kept');
  const areaId = String(learningAreaId);
  const request = { ...rest, learningAreaId, termId };
  const made = await generate(teacher, request, 'kept-over-versions');
  const { schemeId } = made.body;
  await runJob({ ...services, db: stack.db }, made.body.jobId);
  const from = (who: string) => teacher.ask({ path: `/api/v1/schemes/${who}` });
  const lessons = async (who = schemeId) =>
    (await from(who)).body.rows.filter((one: SchemeRow) => one.kind === 'lesson') as Lesson[];
  const planned = async () =>
    (await teacher.ask({ path: '/api/v1/coverage' })).body.items.map((one: Coverage) => one.plannedPct);
  const [lesson] = (await lessons()) as [Lesson];
  const plan = async () => (await teacher.ask({ path: `/api/v1/schemes/${schemeId}/plans/${lesson.id}` })).body;
  const hints = await stack.db.selectFrom('hint').select('text').where('learning_area_id', '=', areaId).execute();
  const known = new Set(hints.map(({ text }) => text));
  const ofCurriculum = (rows: readonly Lesson[]) =>
    rows.filter((one) => [...one.inquiry, ...one.resources].some((text) => known.has(text))).length;
  const before = { planned: await planned(), plan: await plan(), known: ofCurriculum(await lessons()) };
  expect(before.planned).toEqual([100]);
  expect(before.known).toBeGreaterThan(10);

  const draft = await ask('POST', `/learning-areas/${areaId}/draft`);
  expect((await ask('POST', `/learning-areas/${draft.body.id}/publish`)).status).toBe(200);
  expect(await planned()).toEqual(before.planned);
  expect(await plan()).toEqual(before.plan);
  const act = { clientOpId: 'shuffled-after' };
  const shuffled = await teacher.ask({ method: 'POST', path: `/api/v1/schemes/${schemeId}/shuffle`, body: act });
  expect(shuffled.status, JSON.stringify(shuffled.body)).toBe(200);
  expect(ofCurriculum(await lessons())).toBe(before.known);
  const copy = await teacher.ask({
    method: 'POST',
    path: `/api/v1/schemes/${schemeId}/copy`,
    headers: { 'idempotency-key': 'copied-after' },
    body: { className: '4 Copied' },
  });
  expect(copy.status, JSON.stringify(copy.body)).toBe(201);
  expect(await planned()).toEqual([100, 100]);

  // Of a class that went on before versions were kept, it is found from the rows.
  const kept = () => stack.db.selectFrom('scheme').select(['id', 'made_from', 'updated_at']).orderBy('id').execute();
  const filled = await kept();
  expect(filled.find(({ id }) => id === schemeId)?.made_from).toBe(areaId);
  await stack.db.updateTable('scheme').set({ made_from: null, updated_at: sql`updated_at` }).execute();
  const fill = migrations.find(({ id }) => id === '0098-made-from')?.statements[1] ?? '';
  await sql.raw(fill).execute(stack.db);
  expect(await kept()).toEqual(filled);
});

test('a draft is edited node by node; who was late gets a conflict and loses nothing', async () => {
  const { id } = (await upload('import', 'crafts.json', crafts())).body;
  const tree = async () => (await ask('GET', `/learning-areas/${id}/editing`)).body;
  const first = (await tree()).strands[0];
  const [pots, bowls] = first.subStrands;
  const change = {
    version: 1,
    code: '1.1',
    title: 'Pots and jars',
    suggestedLessons: 5,
    term: 2,
    outcomes: [{ text: '  shape a pot  ' }, { text: 'glaze a jar', domain: 'skill' }],
    hints: [{ kind: 'value', text: 'Care' }],
  };
  expect((await ask('PUT', `/nodes/${pots.id}`, change)).body).toEqual({ id: pots.id, version: 2 });
  const late = await ask('PUT', `/nodes/${pots.id}`, { ...change, title: 'Late' });
  expect(outcome(late)).toEqual([409, 'conflict', undefined]);
  const twin = await ask('PUT', `/nodes/${bowls.id}`, { version: 1, code: '1.1', title: 'Bowls' });
  expect(outcome(twin)).toEqual([400, 'invalid-request', 'body.code']);
  expect(outcome(await ask('PUT', `/nodes/${first.id}`, { ...change, code: '1.0' }))).toEqual([
    400,
    'invalid-request',
    'body.outcomes',
  ]);
  const added = await ask('POST', `/learning-areas/${id}/nodes`, { title: 'Glazing' });
  const sub = await ask('POST', `/learning-areas/${id}/nodes`, { title: 'Kilns', parentId: added.body.id });
  await ask('POST', `/nodes/${bowls.id}/move`, { index: 0 });
  await ask('POST', `/nodes/${pots.id}/move`, { parentId: added.body.id, index: 1 });
  await ask('POST', `/nodes/${added.body.id}/move`, { index: 0 });
  const changed = await tree();
  expect(changed.versions[pots.id]).toBe(2);
  expect(
    changed.strands.map((one: { code: string; title: string; subStrands: { title: string }[] }) => [
      one.code,
      one.title,
      one.subStrands.map(({ title }) => title),
    ]),
  ).toEqual([
    ['2.0', 'Glazing', ['Kilns', 'Pots and jars']],
    ['1.0', 'Clay <b>', ['Bowls']],
  ]);
  expect(changed.strands[0].subStrands[1]).toMatchObject({
    suggestedLessons: 5,
    term: 2,
    outcomes: [{ text: 'shape a pot' }, { text: 'glaze a jar', domain: 'skill' }],
    hints: [{ kind: 'value', text: 'Care' }],
  });
  expect((await ask('DELETE', `/nodes/${sub.body.id}`)).status).toBe(204);
  expect((await ask('PATCH', `/learning-areas/${id}`, { lessonsPerWeek: 4 })).body.lessonsPerWeek).toBe(4);
  await ask('POST', `/learning-areas/${id}/publish`);
  expect(outcome(await ask('PUT', `/nodes/${pots.id}`, { ...change, version: 2 }))).toEqual([
    409,
    'conflict',
    undefined,
  ]);
  expect((await ask('DELETE', `/learning-areas/${id}`)).status).toBe(409);
});

test('a draft is hidden from whoever does not edit curricula, by its identifier too', async () => {
  const { id } = (await upload('import', 'hidden.json', crafts({ learningArea: 'Hidden crafts' }))).body;
  const klass = await ict.ask({
    method: 'POST',
    path: '/api/v1/classes',
    body: { schoolId, grade: 'Grade 6', name: '6 Hidden' },
  });
  const seen = async (who: User) => [
    (await who.ask({ path: `/api/v1/learning-areas/${id}` })).status,
    JSON.stringify((await who.ask({ path: `/api/v1/lesson-rules?schoolId=${schoolId}` })).body).includes('Hidden'),
  ];
  const given = { classId: klass.body.id, learningAreaId: id, teacherId: 'me' };
  const wanted = { ...(await schemeRequest(teacher, '6 Hidden')), learningAreaId: id };
  const take = async () => [
    outcome(await teacher.ask({ method: 'POST', path: '/api/v1/allocations', body: given })),
    outcome(await generate(teacher, wanted, `hidden-${id}`)),
  ];
  expect([await seen(teacher), await seen(ict), (await seen(admin))[0]]).toEqual([[404, false], [404, false], 200]);
  expect(await take()).toEqual([
    [400, 'invalid-request', 'body.learningAreaId'],
    [400, 'invalid-request', 'body.learningAreaId'],
  ]);
  expect((await ask('POST', `/learning-areas/${id}/publish`)).status).toBe(200);
  expect([await seen(teacher), await seen(ict)]).toEqual([
    [200, true],
    [200, true],
  ]);
  expect((await take()).map(([status]) => status)).toEqual([201, 202]);
});

test('a curriculum without a sub-strand is not published, and a draft can be thrown away', async () => {
  const { id } = (await upload('import', 'crafts.json', crafts())).body;
  const { strands: found } = (await ask('GET', `/learning-areas/${id}/editing`)).body;
  for (const strand of found) await ask('DELETE', `/nodes/${strand.id}`);
  expect(outcome(await ask('POST', `/learning-areas/${id}/publish`))).toEqual([409, 'conflict', undefined]);
  expect((await ask('DELETE', `/learning-areas/${id}`)).status).toBe(204);
  expect(outcome(await ask('GET', `/learning-areas/${id}/editing`))).toEqual([404, 'not-found', undefined]);
});

const real = join(import.meta.dirname, '../../../../../shared/data/curriculum');
test.skipIf(!existsSync(real))(
  'curricula of the cloud TeachTrack come back from the database as they were read',
  async () => {
    for (const name of readdirSync(real).filter((one) => one.endsWith('.json'))) {
      const bytes = readFileSync(join(real, name));
      const read = parseExport(bytes);
      const draft = await upload('import', name, bytes);
      expect(draft.status, JSON.stringify(draft.body)).toBe(201);
      const file = await ask('GET', `/learning-areas/${draft.body.id}/export`);
      const again = parseExport(JSON.stringify(file.body));
      expect(again.ok && read.ok && again.counts).toEqual(read.ok && read.counts);
      expect([again.ok && again.assumptions]).toEqual([[]]);
    }
  },
);
