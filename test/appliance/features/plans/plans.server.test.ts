import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from '../../../../appliance/app.ts';
import type { Plan, PlansAnswer } from '../../../../appliance/features/plans/schema.ts';
import { newId } from '../../../../appliance/ids.ts';
import { createLog } from '../../../../appliance/log.ts';
import { closeServices, openServices } from '../../../../appliance/open-services.ts';
import type { Services } from '../../../../appliance/services.ts';
import { runJob } from '../../../../appliance/workers/run-job.ts';
import { until } from '../../../services/process.ts';
import { type Stack, startStack } from '../../../services/stack.ts';
import { administrator, generate, injecting, person, schemeRequest, school, type User } from '../../world.ts';

let stack: Stack;
let services: Services;
let app: App;
let teacher: User;
let path: string;
let items: PlansAnswer['items'];

beforeAll(async () => {
  stack = await startStack();
  const log = createLog('test');
  log.level = 'error';
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  app = await buildApp(services);
  const admin = await administrator(stack, injecting(app));
  teacher = await person(admin, injecting(app), (await school(admin, 'S1')).id, 'teacher');
  path = await plansOf('ke-cbe');
  items = (await list()).items;
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

async function plansOf(layout: string): Promise<string> {
  const { body } = await generate(teacher, { ...(await schemeRequest(teacher, `4 ${layout}`)), layout }, newId());
  await runJob({ ...services, db: stack.db }, body.jobId);
  return `/api/v1/schemes/${body.schemeId}/plans`;
}

const list = async () => (await teacher.ask({ path })).body as PlansAnswer;
const rowId = (index: number) => items[index]?.rowId ?? '';
const plan = async (index: number, query = '') =>
  (await teacher.ask({ path: `${path}/${rowId(index)}${query}` })).body as Plan;
const value = (one: Plan, slot: string) => one.sections.find((section) => section.slot === slot)?.value;
const patch = (index: number, body: object) =>
  teacher.ask({ method: 'PATCH', path: `${path}/${rowId(index)}`, body: { clientOpId: newId(), ...body } });
const stored = () => stack.db.selectFrom('lesson_plan').selectAll().execute();

test('the plans of a whole term are there before anything of them is stored', async () => {
  expect(items.length).toBeGreaterThan(50);
  const first = await plan(0);
  expect(first).toMatchObject({
    version: 0,
    prepared: false,
    previous: null,
    next: rowId(1),
    plannedMinutes: first.minutes,
  });
  expect(first.notes).toEqual([]);
  const again = await teacher.ask({ path: `${path}/${rowId(0)}` });
  const cached = await teacher.ask({
    path: `${path}/${rowId(0)}`,
    headers: { 'if-none-match': String(again.headers['etag']) },
  });
  expect(cached.status).toBe(304);
  expect((await plan(0, '?language=sw')).sections[0]?.label).toBe('Mada');
  expect(await stored()).toEqual([]);
});

test('a section that is typed is kept once; a second person with an older copy is told both', async () => {
  const steps = [{ minutes: 4, text: 'Sing the song of <numbers>' }];
  const body = { clientOpId: newId(), planVersion: 0, values: { introduction: steps } };
  const first = await patch(0, body);
  expect([first.status, first.body.version]).toEqual([200, 1]);
  expect(value(first.body, 'introduction')).toEqual(steps);
  expect(first.body.notes.map((note: { slot: string }) => note.slot)).toEqual(
    first.body.plannedMinutes === first.body.minutes ? [] : ['steps'],
  );
  expect((await patch(0, body)).body.version).toBe(1);
  const other = await patch(0, { planVersion: 0, values: { extension: ['Ask at home'] } });
  expect([other.status, other.body.version]).toEqual([200, 2]);
  const late = await patch(0, { planVersion: 0, values: { introduction: [{ minutes: 4, text: 'Another' }] } });
  expect([late.status, late.body.current]).toEqual([409, { introduction: steps }]);
  expect((await patch(0, { planVersion: 2, values: { introduction: 'no steps' } })).status).toBe(400);
  expect((await patch(0, { planVersion: 2, values: { nothing: 'x' } })).status).toBe(400);
  expect(await stored()).toHaveLength(1);
});

test('made anew, locked sections stay and the others differ; one section alone can be made anew', async () => {
  await patch(1, { planVersion: 0, locks: { conclusion: true } });
  const before = await plan(1);
  const anew = (body: object) =>
    teacher.ask({ method: 'POST', path: `${path}/${rowId(1)}/regenerate`, body: { clientOpId: newId(), ...body } });
  const { body } = await anew({});
  expect(value(body, 'conclusion')).toEqual(value(before, 'conclusion'));
  expect(value(body, 'outcomes')).toEqual(value(before, 'outcomes'));
  expect(value(body, 'steps')).not.toEqual(value(before, 'steps'));
  const single = await anew({ slot: 'extension' });
  expect(value(single.body, 'steps')).toEqual(value(body, 'steps'));
  expect((await anew({ slot: 'conclusion' })).status).toBe(409);
});

test('what was typed, locked or made anew is taken back and done again, unless somebody changed it since', async () => {
  const act = (what: string, body: object = {}) =>
    teacher.ask({ method: 'POST', path: `${path}/${rowId(2)}/${what}`, body: { clientOpId: newId(), ...body } });
  const before = await plan(2);
  const at = (body: Plan) => [value(body, 'extension'), value(body, 'conclusion')];
  // Typing that goes on is one act.
  const words = ['A', 'As', 'Ask'].map((text) => [text]);
  let version = 0;
  for (const extension of words) {
    version = (await patch(2, { planVersion: version, values: { extension } })).body.version;
  }
  const anew = await act('regenerate', { slot: 'conclusion' });
  const sent = { clientOpId: newId() };
  expect(at((await act('undo', sent)).body)).toEqual([['Ask'], value(before, 'conclusion')]);
  expect(at((await act('undo', sent)).body)).toEqual([['Ask'], value(before, 'conclusion')]);
  const back = await act('undo');
  expect(at(back.body)).toEqual(at(before));
  expect(back.body.edited).toBe(false);
  expect([(await act('undo')).status, (await act('undo')).body.code]).toEqual([409, 'conflict']);
  expect(at((await act('undo', { redo: true })).body)).toEqual([['Ask'], value(before, 'conclusion')]);
  expect(at((await act('undo', { redo: true })).body)).toEqual(at(anew.body));
  expect((await act('undo', { redo: true })).status).toBe(409);
  await patch(2, { planVersion: 99, locks: { steps: true } });
  expect((await act('undo')).body.sections.some(({ locked }: { locked: boolean }) => locked)).toBe(false);
  await act('undo');
  await act('undo');
  expect(at(await plan(2))).toEqual(at(before));
});

test('a week, a sub-strand and the term are prepared as jobs with progress, one plan at once', async () => {
  const prepare = (what: unknown, key = newId()) =>
    teacher.ask({ method: 'POST', path: `${path}/prepare`, headers: { 'idempotency-key': key }, body: { what } });
  const done = async (jobId: string) => {
    await runJob({ ...services, db: stack.db }, jobId);
    return (await teacher.ask({ path: `/api/v1/jobs/${jobId}` })).body;
  };
  const one = await teacher.ask({ method: 'POST', path: `${path}/${rowId(5)}/prepare` });
  expect([one.status, one.body.prepared]).toEqual([200, true]);
  const week = await prepare({ week: 2 });
  expect(week.status).toBe(202);
  const count = items.filter((item) => item.week === 2).length;
  expect(await done(week.body.jobId)).toMatchObject({
    kind: 'plans.prepare',
    state: 'completed',
    done: count,
    total: count,
  });
  const nodeId = items[20]?.nodeId;
  await done((await prepare({ nodeId })).body.jobId);
  const term = await prepare('all', 'whole-term');
  expect((await prepare('all', 'whole-term')).body.jobId).toBe(term.body.jobId);
  await done(term.body.jobId);
  await done(term.body.jobId);
  const after = await list();
  expect(after.items.every((item) => item.prepared)).toBe(true);
  expect(after.items.filter((item) => item.edited)).toHaveLength(1);
  expect(value(await plan(0), 'introduction')).toEqual([{ minutes: 4, text: 'Sing the song of <numbers>' }]);
  expect((await prepare({ week: 50 })).status).toBe(400);
});

test('another layout is another template, and nothing else', async () => {
  for (const [layout, label] of [
    ['ke-844', 'Topic'],
    ['tz-2023', 'Main competence'],
  ] as const) {
    const other = await plansOf(layout);
    const first = (await teacher.ask({ path: other })).body.items[0].rowId;
    const { body } = await teacher.ask({ path: `${other}/${first}` });
    expect([body.templateKey, body.sections[0].label]).toEqual([`${layout}/plan`, label]);
    expect(body.plannedMinutes).toBe(body.minutes);
  }
});
