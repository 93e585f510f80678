import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from '../../appliance/app.ts';
import { createLog } from '../../appliance/log.ts';
import { closeServices, openServices } from '../../appliance/open-services.ts';
import type { Services } from '../../appliance/services.ts';
import { until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { type Answer, administrator, injecting, ownPassword, person, school, type User } from './world.ts';

let stack: Stack;
let services: Services;
let app: App;
let admin: User;
let ict: User;
let schoolId: string;
let otherId: string;

beforeAll(async () => {
  stack = await startStack();
  const log = createLog('test');
  log.level = 'silent';
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  app = await buildApp(services);
  admin = await administrator(stack, injecting(app));
  schoolId = (await school(admin, 'ONE')).id;
  otherId = (await school(admin, 'TWO')).id;
  ict = await person(admin, injecting(app), schoolId, 'ict', 'school-ict-admin');
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

const post = (by: User, path: string, body: unknown): Promise<Answer> =>
  by.ask({ method: 'POST', path: `/api/v1${path}`, body });
const patch = (by: User, path: string, body: unknown): Promise<Answer> =>
  by.ask({ method: 'PATCH', path: `/api/v1${path}`, body });
const login = (name: string, password = ownPassword) =>
  injecting(app)({ method: 'POST', path: '/api/v1/auth/login', body: { name, password } });
const department = async (name: string) => (await post(ict, '/departments', { schoolId, name })).body;
const names = (answer: Answer) => answer.body.items.map((one: { fullName: string }) => one.fullName);

test('people are found by name, user name and staff number, a page at a time, each once', async () => {
  for (const fullName of ['Aïsha Öz', 'Zuhura 100%', 'Åsa _b', '李 伟', 'Aisha Two']) {
    const made = await post(ict, '/people', {
      schoolId,
      fullName,
      staffNumber: `SN-${fullName.length}-${fullName[0]}`,
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  }
  const find = (query: string) => ict.ask({ path: `/api/v1/people?schoolId=${schoolId}&${query}` });
  expect(names(await find('search=aisha'))).toEqual(['Aïsha Öz', 'Aisha Two']);
  expect(names(await find(`search=${encodeURIComponent('100%')}`))).toEqual(['Zuhura 100%']);
  expect(names(await find(`search=${encodeURIComponent('_')}`))).toEqual(['Åsa _b']);
  expect(names(await find('search=SN-3'))).toEqual(['李 伟']);
  expect(names(await find('search=nobody'))).toEqual([]);
  const all = names(await find('limit=200'));
  const pages: string[] = [];
  for (let next: string | undefined = ''; next !== undefined; ) {
    const page: Answer = await find(`limit=2${next === '' ? '' : `&after=${next}`}`);
    pages.push(...names(page));
    next = page.body.next;
  }
  expect(pages).toEqual(all);
  expect(new Set(all).size).toBe(all.length);
});

test('a person has several roles, each once and with its days; a head of department names the department', async () => {
  const { id } = await person(ict, injecting(app), schoolId, 'many-roles');
  const languages = await department('Languages');
  const without = await post(ict, `/people/${id}/memberships`, { schoolId, role: 'head-of-department' });
  expect([without.status, without.body.issues[0].path]).toEqual([400, 'body.departmentId']);
  const role = { schoolId, role: 'head-of-department', departmentId: languages.id };
  const given = await post(ict, `/people/${id}/memberships`, role);
  expect(given.body.memberships.map((one: { role: string }) => one.role)).toEqual(['teacher', 'head-of-department']);
  expect(given.body.memberships[1].department).toEqual({ id: languages.id, name: 'Languages' });
  expect((await post(ict, `/people/${id}/memberships`, role)).body.code).toBe('conflict');
  expect((await post(ict, `/people/${id}/memberships`, { schoolId, role: 'head' })).body.code).toBe('not-allowed');
  expect((await post(admin, `/people/${id}/memberships`, { schoolId, role: 'head' })).status).toBe(201);
  const early = await patch(ict, `/memberships/${given.body.memberships[1].id}`, { to: '2001-01-01' });
  expect(early.body.issues[0].path).toBe('body.to');
  // A head is the district's to look after now, and so the ICT administrator can no longer take the account over.
  expect((await post(ict, `/people/${id}/reset-password`, undefined)).body.code).toBe('not-allowed');
  expect((await patch(ict, `/people/${id}`, { fullName: 'X' })).body.code).toBe('not-allowed');
});

test('two administrators who give the same role at once give it once', async () => {
  const { id } = await person(ict, injecting(app), schoolId, 'twice');
  const answers = await Promise.all(
    [admin, ict, admin, ict].map((by) => post(by, `/people/${id}/memberships`, { schoolId, role: 'deputy' })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
});

test('two administrators who take the same staff number at once: one gets it, the other is told', async () => {
  const people = await Promise.all(['race-a', 'race-b'].map((name) => person(ict, injecting(app), schoolId, name)));
  const answers = await Promise.all(
    people.map(({ id }, index) => patch(index === 0 ? admin : ict, `/people/${id}`, { staffNumber: 'WANTED' })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('a changed staff number signs in, the old one no longer; suspending ends every session at once', async () => {
  const user = await person(ict, injecting(app), schoolId, 'old-number');
  const changed = await patch(ict, `/people/${user.id}`, { staffNumber: 'new-number', userName: 'chosen.name' });
  expect(changed.body).toMatchObject({ staffNumber: 'new-number', userName: 'chosen.name', inCare: true });
  expect([(await login('new-number')).status, (await login('CHOSEN.name')).status]).toEqual([200, 200]);
  expect((await login('old-number')).status).toBe(401);
  expect((await user.ask({ path: '/api/v1/me' })).body.staffNumber).toBe('new-number');
  expect((await patch(ict, `/people/${user.id}`, { status: 'suspended' })).body.status).toBe('suspended');
  expect((await user.ask({ path: '/api/v1/me' })).status).toBe(401);
  expect((await login('new-number')).status).toBe(401);
  await patch(ict, `/people/${user.id}`, { status: 'active' });
  expect((await login('new-number')).status).toBe(200);
  expect((await patch(ict, `/people/${user.id}`, { fullName: 'a\u0007b' })).status).toBe(400);
});

test('the ICT administrator ends all sessions of a person', async () => {
  const user = await person(ict, injecting(app), schoolId, 'left-signed-in');
  await login('left-signed-in');
  expect((await user.ask({ path: '/api/v1/auth/sessions' })).body.items.length).toBe(2);
  expect((await ict.ask({ method: 'DELETE', path: `/api/v1/people/${user.id}/sessions` })).status).toBe(204);
  expect((await user.ask({ path: '/api/v1/me' })).status).toBe(401);
});

test('a transfer ends the old roles the day before and begins at the new school', async () => {
  const user = await person(ict, injecting(app), schoolId, 'mover');
  const body = { fromSchoolId: schoolId, toSchoolId: otherId, on: '2031-05-04' };
  expect((await post(ict, `/people/${user.id}/transfer`, body)).body.code).toBe('not-allowed');
  const moved = await post(admin, `/people/${user.id}/transfer`, body);
  expect(moved.body.memberships).toMatchObject([
    { school: { id: schoolId }, to: '2031-05-03' },
    { school: { id: otherId }, from: '2031-05-04', to: null },
  ]);
  expect((await post(admin, `/people/${user.id}/transfer`, body)).status).toBe(404);
  // While both schools have claims, none alone may take the account over.
  expect((await post(ict, `/people/${user.id}/reset-password`, undefined)).body.code).toBe('not-allowed');
});

test('departments are named once, renamed, and removed when nobody belongs to them', async () => {
  const sciences = await department('Sciences');
  expect((await post(ict, '/departments', { schoolId, name: 'sciences' })).body.code).toBe('conflict');
  expect((await patch(ict, `/departments/${sciences.id}`, { name: 'Natural sciences' })).body.people).toBe(0);
  const user = await person(ict, injecting(app), schoolId, 'chemist');
  const { body } = await ict.ask({ path: `/api/v1/people/${user.id}` });
  const path = `/memberships/${body.memberships[0].id}`;
  expect((await patch(ict, path, { departmentId: sciences.id })).status).toBe(200);
  const remove = () => ict.ask({ method: 'DELETE', path: `/api/v1/departments/${sciences.id}` });
  expect((await remove()).body.code).toBe('conflict');
  const found = await ict.ask({ path: `/api/v1/people?schoolId=${schoolId}&departmentId=${sciences.id}` });
  expect(names(found)).toEqual(['Person chemist']);
  await patch(ict, path, { departmentId: null });
  expect((await remove()).status).toBe(204);
});

test('what was done is on the record, with who and to whom', async () => {
  const answer = await ict.ask({ path: `/api/v1/audit?schoolId=${schoolId}&limit=200` });
  const actions = answer.body.items.map((one: { action: string }) => one.action);
  for (const action of ['person.created', 'person.suspended', 'sessions.ended', 'department.deleted']) {
    expect(actions).toContain(action);
  }
  const suspended = answer.body.items.find((one: { action: string }) => one.action === 'person.suspended');
  expect(suspended).toMatchObject({ actor: { fullName: 'Person ict' }, person: 'Person old-number' });
});
