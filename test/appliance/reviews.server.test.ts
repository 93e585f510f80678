import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, buildApp } from '../../appliance/app.ts';
import { newId } from '../../appliance/ids.ts';
import { createLog } from '../../appliance/log.ts';
import { closeServices, openServices } from '../../appliance/open-services.ts';
import type { Services } from '../../appliance/services.ts';
import { today as dayHere } from '../../appliance/today.ts';
import { runJob } from '../../appliance/workers/run-job.ts';
import { until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { daysFrom } from './running-term.ts';
import { administrator, generate, injecting, person, schemeRequest, school, type User } from './world.ts';

let stack: Stack;
let services: Services;
let app: App;
let schoolId: string;
const people: Record<'ict' | 'teacher' | 'leader' | 'deputy' | 'head', User> = {} as never;

beforeAll(async () => {
  stack = await startStack();
  const log = createLog('test');
  log.level = 'silent';
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  app = await buildApp(services);
  const ask = injecting(app);
  const admin = await administrator(stack, ask);
  schoolId = (await school(admin, 'HOME')).id;
  people.ict = await person(admin, ask, schoolId, 'ict', 'school-ict-admin');
  people.teacher = await person(people.ict, ask, schoolId, 'teacher');
  people.leader = await person(people.ict, ask, schoolId, 'leader');
  people.deputy = await person(admin, ask, schoolId, 'deputy', 'deputy');
  people.head = await person(admin, ask, schoolId, 'head', 'head');
  await makeDepartment();
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

/** The teacher and the leader teach in it; the leader is its head. */
async function makeDepartment(): Promise<void> {
  const { db } = stack;
  const department = newId();
  await db.insertInto('department').values({ id: department, school_id: schoolId, name: 'Science' }).execute();
  const ids = [people.teacher.id, people.leader.id];
  await db.updateTable('membership').set({ department_id: department }).where('user_id', 'in', ids).execute();
  const district = await db.selectFrom('district').select('id').executeTakeFirstOrThrow();
  await db
    .insertInto('membership')
    .values({
      ...{ id: newId(), user_id: people.leader.id, district_id: district.id, school_id: schoolId },
      ...{ role: 'head-of-department', department_id: department, valid_from: '2020-01-01', valid_to: null },
    })
    .execute();
  for (const { id } of Object.values(people)) await app.sessions.refresh(id);
}

let made = 0;
async function scheme(by: User, className = `4 C${made}`): Promise<string> {
  made += 1;
  const accepted = await generate(by, await schemeRequest(by, className), `scheme-number-${made}`);
  expect(accepted.status, JSON.stringify(accepted.body)).toBe(202);
  await runJob({ ...services, db: stack.db }, accepted.body.jobId);
  return accepted.body.schemeId;
}

const post = (by: User, path: string, body?: object) =>
  by.ask({ method: 'POST', path: `/api/v1/${path}`, ...(body === undefined ? {} : { body }) });
const get = async (by: User, path: string) => (await by.ask({ path: `/api/v1/${path}` })).body;
async function handIn(by: User, id: string): Promise<string> {
  const answer = await post(by, `schemes/${id}/submit`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.reviewId;
}
const remove = (by: User, id: string) => by.ask({ method: 'DELETE', path: `/api/v1/schemes/${id}` });
const queue = async (by: User) => (await get(by, 'reviews')).items.map(({ id }: { id: string }) => id);

async function change(by: User, id: string, text: string) {
  const row = (await get(by, `schemes/${id}`)).rows.find(({ kind }: { kind: string }) => kind === 'lesson');
  await stack.db
    .updateTable('scheme_row')
    .set({ cells: JSON.stringify({ ...JSON.parse(await cells(row.id)), reflection: text }) })
    .where('id', '=', row.id)
    .execute();
  return row.id as string;
}
async function cells(id: string): Promise<string> {
  return (await stack.db.selectFrom('scheme_row').select('cells').where('id', '=', id).executeTakeFirstOrThrow()).cells;
}

describe('the way of a scheme of work to its approval', () => {
  test('teacher, head of department, deputy or head; each sees it when it is their turn', async () => {
    const id = await scheme(people.teacher);
    const review = await handIn(people.teacher, id);
    expect((await get(people.teacher, `schemes/${id}`)).status).toBe('submitted');
    expect([await queue(people.leader), await queue(people.deputy)]).toEqual([[review], [review]]);
    expect((await post(people.teacher, `schemes/${id}/submit`)).status).toBe(409);
    expect((await post(people.leader, `reviews/${review}/decide`, { decision: 'pass' })).status).toBe(204);
    expect((await post(people.leader, `reviews/${review}/decide`, { decision: 'pass' })).status).toBe(403);
    expect((await get(people.teacher, `schemes/${id}/reviews`)).items[0]).toMatchObject({
      state: 'endorsed',
      waitsFor: 'deputy',
    });
    expect(await queue(people.leader)).toEqual([]);
    expect((await post(people.head, `reviews/${review}/decide`, { decision: 'pass', comment: 'Good.' })).status).toBe(
      204,
    );
    const seen = await get(people.teacher, `reviews/${review}`);
    expect(seen.state).toBe('approved');
    expect(seen.decisions.map(({ decision, role, by }: Record<string, string>) => [decision, role, by])).toEqual([
      ['endorse', 'head-of-department', 'Person leader'],
      ['approve', 'head', 'Person head'],
    ]);
  });

  test('another version than the one its teacher saw is not handed in', async () => {
    const id = await scheme(people.teacher);
    const { version } = await get(people.teacher, `schemes/${id}`);
    const stale = await post(people.teacher, `schemes/${id}/submit`, { schemeVersion: version + 1 });
    expect([stale.status, stale.body.code]).toEqual([409, 'conflict']);
    expect((await post(people.teacher, `schemes/${id}/submit`, { schemeVersion: 'any' })).status).toBe(400);
    expect((await get(people.teacher, `schemes/${id}`)).status).toBe('draft');
    expect((await post(people.teacher, `schemes/${id}/submit`, { schemeVersion: version })).status).toBe(201);
  });

  test('returned with reasons at a cell, changed, handed in again with what is different', async () => {
    const id = await scheme(people.teacher);
    const first = await handIn(people.teacher, id);
    const rowId = (await get(people.leader, `reviews/${first}`)).rows[1].id;
    expect((await post(people.leader, `reviews/${first}/decide`, { decision: 'return' })).status).toBe(400);
    const comments = [{ rowId, cell: 'resources', text: 'Which <b>pages</b>?' }];
    const back = await post(people.leader, `reviews/${first}/decide`, { decision: 'return', comments });
    expect(back.status).toBe(204);
    const seen = await get(people.teacher, `reviews/${first}`);
    expect(seen.comments).toMatchObject([
      { rowId, cell: 'resources', text: 'Which <b>pages</b>?', by: 'Person leader' },
    ]);
    expect((await get(people.teacher, `schemes/${id}`)).editable).toBe(true);
    const changed = await change(people.teacher, id, 'page 12');
    const second = await get(people.leader, `reviews/${await handIn(people.teacher, id)}`);
    expect(second).toMatchObject({ revision: 2, mayDecide: true });
    expect(second.differences).toMatchObject([
      { rowId: changed, kind: 'changed', cell: 'reflection', after: 'page 12' },
    ]);
  });

  test('nobody approves what is their own: a head of department’s goes on to the deputy', async () => {
    const id = await scheme(people.leader);
    const review = await handIn(people.leader, id);
    expect(await queue(people.leader)).not.toContain(review);
    expect((await post(people.leader, `reviews/${review}/decide`, { decision: 'pass' })).status).toBe(403);
    expect((await get(people.leader, `schemes/${id}/reviews`)).items[0].waitsFor).toBe('deputy');
    expect((await post(people.deputy, `reviews/${review}/decide`, { decision: 'pass' })).status).toBe(204);
    expect((await get(people.leader, `schemes/${id}`)).status).toBe('approved');
  });

  test('what was approved stays as it was; later changes show as differences and can be handed in', async () => {
    const id = await scheme(people.leader);
    const review = await handIn(people.leader, id);
    await post(people.deputy, `reviews/${review}/decide`, { decision: 'pass' });
    const before = await get(people.leader, `reviews/${review}`);
    expect((await post(people.leader, `schemes/${id}/submit`)).status).toBe(409);
    const rowId = await change(people.leader, id, 'taught with strings');
    const after = await get(people.leader, `schemes/${id}/reviews`);
    expect(after.approved.differences).toMatchObject([{ rowId, cell: 'reflection', after: 'taught with strings' }]);
    expect(await get(people.leader, `reviews/${review}`)).toEqual(before);
    expect((await post(people.leader, `schemes/${id}/submit`)).status).toBe(201);
  });

  test('taken back before anybody looked, not after', async () => {
    const id = await scheme(people.teacher);
    const review = await handIn(people.teacher, id);
    expect((await post(people.teacher, `schemes/${id}/withdraw`)).status).toBe(204);
    expect((await get(people.teacher, `schemes/${id}`)).status).toBe('draft');
    expect((await post(people.leader, `reviews/${review}/decide`, { decision: 'pass' })).status).toBe(403);
    expect((await post(people.teacher, `schemes/${id}/withdraw`)).status).toBe(409);
    expect((await remove(people.teacher, id)).status).toBe(204);
  });

  test('taken back it is what it was before, and what was decided on is never deleted', async () => {
    const id = await scheme(people.leader);
    const again = async (text: string) => {
      await change(people.leader, id, text);
      return handIn(people.leader, id);
    };
    const takenBack = async () => {
      expect((await post(people.leader, `schemes/${id}/withdraw`)).status).toBe(204);
      return (await get(people.leader, `schemes/${id}`)).status;
    };
    const first = await handIn(people.leader, id);
    await post(people.deputy, `reviews/${first}/decide`, { decision: 'return', comment: 'Which pages?' });
    await again('page 12');
    expect(await takenBack()).toBe('returned');
    const second = await again('page 13');
    await post(people.deputy, `reviews/${second}/decide`, { decision: 'pass' });
    await again('page 14');
    expect(await takenBack()).toBe('approved');
    // As one that was approved and taken back became by an earlier version.
    for (const status of ['draft', 'approved'] as const) {
      await stack.db.updateTable('scheme').set({ status }).where('id', '=', id).execute();
      expect((await remove(people.leader, id)).body.code).toBe('conflict');
    }
    expect((await get(people.leader, `reviews/${second}`)).state).toBe('approved');
    await change(people.leader, id, 'page 13');
    expect((await post(people.leader, `schemes/${id}/submit`)).body.code, 'nothing changed').toBe('conflict');
  });

  test('many at once, but for those in which something was found', async () => {
    const [clean, found] = [
      await handIn(people.teacher, await scheme(people.teacher)),
      await handIn(people.teacher, await scheme(people.teacher)),
    ];
    await stack.db.updateTable('review').set({ findings: 0 }).where('id', '=', clean).execute();
    await stack.db.updateTable('review').set({ findings: 2 }).where('id', '=', found).execute();
    const strange = '0'.repeat(26);
    const answer = await post(people.deputy, 'reviews/pass', { ids: [clean, found, strange] });
    expect(answer.body.items).toEqual([
      { id: clean, status: 'passed' },
      { id: found, status: 'has-findings' },
      { id: strange, status: 'not-waiting' },
    ]);
    expect((await get(people.teacher, `reviews/${clean}`)).state).toBe('approved');
  });

  test('the steps are the school’s own: only the head, from now on', async () => {
    const body = { steps: [{ role: 'head', optional: false }] };
    const path = `/api/v1/schools/${schoolId}/flow`;
    expect((await people.teacher.ask({ method: 'PUT', path, body })).status).toBe(404);
    expect((await people.head.ask({ method: 'PUT', path, body })).status).toBe(204);
    expect(await get(people.teacher, `schools/${schoolId}/flow`)).toEqual(body);
    const review = await handIn(people.teacher, await scheme(people.teacher));
    expect(await queue(people.deputy)).not.toContain(review);
    expect(await queue(people.head)).toContain(review);
    expect((await post(people.deputy, `reviews/${review}/decide`, { decision: 'pass' })).status).toBe(403);
    expect((await post(people.head, `reviews/${review}/decide`, { decision: 'pass' })).status).toBe(204);
  });
});

test('a colleague stands in for the head of department from one day to another, never on that one’s own papers', async () => {
  const { leader, teacher, deputy, ict } = people;
  const membership = async (by: User, role: string) =>
    (await get(by, 'me')).memberships.find((one: { role: string }) => one.role === role)?.id;
  const day = (days: number) => daysFrom(dayHere(), days);
  const led = await membership(leader, 'head-of-department');
  const lend = (by: User, membershipId: string, personId: string, days: object = { to: day(3) }) =>
    post(by, 'stand-ins', { membershipId, personId, ...days });
  const colleague = await person(ict, injecting(app), schoolId, 'colleague');
  expect((await lend(leader, led, colleague.id)).status, 'of another department').toBe(404);
  expect((await lend(teacher, led, leader.id)).status, 'a role of somebody else').toBe(404);
  expect((await lend(teacher, await membership(teacher, 'teacher'), leader.id)).status).toBe(403);
  expect((await lend(leader, led, teacher.id, { to: day(400) })).body.issues[0].path).toBe('body.to');
  expect((await lend(leader, led, teacher.id, { from: day(-1), to: day(3) })).body.issues[0].path).toBe('body.from');
  const made = await lend(leader, led, teacher.id);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect((await lend(leader, led, teacher.id)).body.code).toBe('conflict');
  const lent = (await get(teacher, 'me')).memberships.find(
    (one: { role: string }) => one.role === 'head-of-department',
  );
  expect(lent).toMatchObject({ actingFor: 'Person leader', to: day(3) });
  expect((await lend(teacher, lent.id, leader.id)).status, 'not lent on').toBe(403);

  const steps = [
    { role: 'head-of-department', optional: true },
    { role: 'deputy', optional: false },
  ];
  await deputy.ask({ method: 'PUT', path: `/api/v1/schools/${schoolId}/flow`, body: { steps } });
  const own = await handIn(teacher, await scheme(teacher));
  const theirs = await handIn(leader, await scheme(leader));
  expect(await queue(teacher)).not.toContain(own);
  expect(await queue(teacher)).not.toContain(theirs);
  expect(await queue(deputy)).toContain(theirs);
  await stack.db
    .updateTable('membership')
    .set({ department_id: lent.department.id })
    .where('user_id', '=', colleague.id)
    .execute();
  const others = await handIn(colleague, await scheme(colleague));
  expect(await queue(teacher)).toContain(others);
  expect((await post(teacher, `reviews/${others}/decide`, { decision: 'pass' })).status).toBe(204);

  // It ends with the role that was lent, and when it is taken back.
  const [item] = (await get(leader, 'stand-ins')).items;
  expect(item).toMatchObject({ person: { fullName: 'Person teacher' }, for: { fullName: 'Person leader' } });
  const setEnd = (valid_to: string | null) =>
    stack.db.updateTable('membership').set({ valid_to }).where('id', '=', led).execute();
  const stillLeads = async () => {
    await app.sessions.refresh(teacher.id);
    return (await membership(teacher, 'head-of-department')) !== undefined;
  };
  await setEnd(day(-1));
  expect(await stillLeads()).toBe(false);
  await setEnd(null);
  expect(await stillLeads()).toBe(true);
  const end = (by: User) => by.ask({ method: 'DELETE', path: `/api/v1/stand-ins/${item.id}` });
  expect([(await end(teacher)).status, (await end(leader)).status]).toEqual([404, 204]);
  expect(await membership(teacher, 'head-of-department')).toBeUndefined();
  expect((await get(leader, 'stand-ins')).items).toEqual([]);
});
