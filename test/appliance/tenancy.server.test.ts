import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, buildApp } from '../../appliance/app.ts';
import { newId } from '../../appliance/ids.ts';
import { createLog } from '../../appliance/log.ts';
import { closeServices, openServices } from '../../appliance/open-services.ts';
import type { Services } from '../../appliance/services.ts';
import { runJob } from '../../appliance/workers/run-job.ts';
import { until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { timetableAttacks } from './tenancy/timetable-attacks.ts';
import { administrator, generate, injecting, person, type Request, schemeRequest, school, type User } from './world.ts';

let stack: Stack;
let services: Services;
let app: App;
let admin: User;
/** Of the school that is attacked. */
const home = {
  schoolId: '',
  ict: {} as User,
  teacher: {} as User,
  jobId: '',
  schemeId: '',
  sessionId: '',
  classId: '',
  allocationId: '',
};
/** The other school, where the attackers are, and a colleague at home. */
const attackers: { ict?: User; teacher?: User; colleague?: User } = {};
let request: Record<string, unknown>;

beforeAll(async () => {
  stack = await startStack();
  const log = createLog('test');
  log.level = 'silent';
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  app = await buildApp(services);
  const ask = injecting(app);
  admin = await administrator(stack, ask);
  home.schoolId = (await school(admin, 'HOME')).id;
  const away = (await school(admin, 'AWAY')).id;
  home.ict = await person(admin, ask, home.schoolId, 'home-ict', 'school-ict-admin');
  home.teacher = await person(home.ict, ask, home.schoolId, 'home-teacher');
  attackers.colleague = await person(home.ict, ask, home.schoolId, 'home-colleague');
  attackers.ict = await person(admin, ask, away, 'away-ict', 'school-ict-admin');
  attackers.teacher = await person(attackers.ict, ask, away, 'away-teacher');
  request = await schemeRequest(home.teacher);
  const accepted = await generate(home.teacher, request, 'home-scheme');
  home.jobId = accepted.body.jobId;
  home.schemeId = accepted.body.schemeId;
  await runJob({ ...services, db: stack.db }, home.jobId);
  const allocations = await home.teacher.ask({ path: '/api/v1/allocations?teacherId=me' });
  home.allocationId = allocations.body.items[0].id;
  home.classId = allocations.body.items[0].class.id;
  home.sessionId = (await home.teacher.ask({ path: '/api/v1/auth/sessions' })).body.items[0].id;
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

type Attack = {
  readonly route: string;
  readonly request: () => Request;
  /** What each attacker gets; `own` is an answer with nothing of the attacked school in it. */
  readonly expected: { readonly teacher: number; readonly ict: number; readonly colleague: number };
};

const own = { teacher: 200, ict: 200, colleague: 200 };
const hidden = { teacher: 404, ict: 404, colleague: 404 };

/** Every route of the API, asked for something of another school or another person. */
const attacks: Attack[] = [
  { route: 'GET /api/v1/me', request: () => ({ path: '/api/v1/me' }), expected: own },
  { route: 'GET /api/v1/auth/sessions', request: () => ({ path: '/api/v1/auth/sessions' }), expected: own },
  {
    route: 'DELETE /api/v1/auth/sessions/{id}',
    request: () => ({ method: 'DELETE', path: `/api/v1/auth/sessions/${home.sessionId}` }),
    expected: hidden,
  },
  {
    route: 'GET /api/v1/schools',
    request: () => ({ path: '/api/v1/schools?limit=200' }),
    expected: { ...own, colleague: -1 },
  },
  {
    route: 'POST /api/v1/schools',
    request: () => ({ method: 'POST', path: '/api/v1/schools', body: { code: 'X1', name: 'X' } }),
    expected: { teacher: 403, ict: 403, colleague: 403 },
  },
  {
    route: 'GET /api/v1/people',
    request: () => ({ path: `/api/v1/people?schoolId=${home.schoolId}` }),
    expected: own,
  },
  {
    route: 'POST /api/v1/people',
    request: () => ({
      method: 'POST',
      path: '/api/v1/people',
      body: { schoolId: home.schoolId, fullName: 'Spy', userName: `spy-${newId().toLowerCase()}` },
    }),
    expected: { teacher: 403, ict: 404, colleague: 403 },
  },
  {
    route: 'POST /api/v1/people/{id}/reset-password',
    request: () => ({ method: 'POST', path: `/api/v1/people/${home.teacher.id}/reset-password` }),
    expected: { teacher: 403, ict: 404, colleague: 403 },
  },
  { route: 'GET /api/v1/learning-areas', request: () => ({ path: '/api/v1/learning-areas' }), expected: own },
  {
    route: 'GET /api/v1/learning-areas/{id}',
    request: () => ({ path: `/api/v1/learning-areas/${request['learningAreaId']}` }),
    expected: own,
  },
  { route: 'GET /api/v1/terms', request: () => ({ path: '/api/v1/terms' }), expected: own },
  {
    route: 'POST /api/v1/schemes/generate',
    request: () => ({
      method: 'POST',
      path: '/api/v1/schemes/generate',
      headers: { 'idempotency-key': 'home-scheme' },
      body: { ...request, schoolId: home.schoolId },
    }),
    expected: { teacher: 404, ict: 404, colleague: 202 },
  },
  { route: 'GET /api/v1/schemes', request: () => ({ path: '/api/v1/schemes?limit=200' }), expected: own },
  {
    route: 'GET /api/v1/schemes/{id}',
    request: () => ({ path: `/api/v1/schemes/${home.schemeId}` }),
    expected: hidden,
  },
  ...timetableAttacks(() => ({
    ...home,
    teacherId: home.teacher.id,
    learningAreaId: String(request['learningAreaId']),
  })),
  { route: 'GET /api/v1/jobs/{id}', request: () => ({ path: `/api/v1/jobs/${home.jobId}` }), expected: hidden },
  {
    route: 'POST /api/v1/jobs/{id}/cancel',
    request: () => ({ method: 'POST', path: `/api/v1/jobs/${home.jobId}/cancel` }),
    expected: hidden,
  },
];

/** Reached only over a connection that stays open; its subscription is the caller's own id and nothing that is sent. */
const notInjected = ['GET /api/v1/events'];
const aboutOneself = [
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/logout',
  'POST /api/v1/auth/password',
  'GET /health',
];

describe('another school', () => {
  test('every route of the API has its attack here', () => {
    const routes = Object.entries(app.swagger().paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const known = [...attacks.map(({ route }) => route), ...notInjected, ...aboutOneself];
    expect(routes.sort()).toEqual([...new Set(known)].sort());
  });

  for (const attacker of ['teacher', 'ict', 'colleague'] as const) {
    test.each(attacks)(`$route shows nothing of others to: ${attacker}`, async ({ request: asked, expected }) => {
      const user = attackers[attacker] as User;
      const answer = await user.ask(asked());
      const wanted = expected[attacker];
      if (wanted === -1) return expect(answer.status).toBe(200);
      expect(answer.status, JSON.stringify(answer.body)).toBe(wanted);
      const text = JSON.stringify(answer.body);
      for (const secret of [home.teacher.id, home.schemeId, home.jobId, home.sessionId, 'home-teacher']) {
        expect(text).not.toContain(secret);
      }
      if (attacker !== 'colleague') expect(text).not.toContain(home.schoolId);
    });
  }

  test.each(attacks)('$route needs a sign-in', async ({ request: asked }) => {
    expect((await injecting(app)(asked())).status).toBe(401);
  });
});

describe('what each role may do at home', () => {
  test('a teacher opens the scheme and the job', async () => {
    expect((await home.teacher.ask({ path: `/api/v1/schemes/${home.schemeId}` })).body.rows.length).toBeGreaterThan(10);
    expect((await home.teacher.ask({ path: `/api/v1/jobs/${home.jobId}` })).body.state).toBe('completed');
  });

  test('the ICT administrator sees the schemes and people of the school, and appoints teachers only', async () => {
    const schemes = await home.ict.ask({ path: '/api/v1/schemes' });
    expect(schemes.body.items.map((one: { id: string }) => one.id)).toContain(home.schemeId);
    const people = await home.ict.ask({ path: `/api/v1/people?schoolId=${home.schoolId}` });
    expect(people.body.items.map((one: { userName: string }) => one.userName)).toContain('home-teacher');
    const body = { schoolId: home.schoolId, role: 'school-ict-admin', fullName: 'Second', userName: 'second' };
    expect((await home.ict.ask({ method: 'POST', path: '/api/v1/people', body })).status).toBe(403);
  });

  test('the ICT administrator cannot take over an administrator by resetting a password', async () => {
    await stack.db
      .insertInto('membership')
      .values({
        id: newId(),
        user_id: admin.id,
        district_id: (await stack.db.selectFrom('district').select('id').executeTakeFirstOrThrow()).id,
        school_id: home.schoolId,
        role: 'teacher',
        valid_from: '2000-01-01',
        valid_to: null,
      })
      .execute();
    const reset = await home.ict.ask({ method: 'POST', path: `/api/v1/people/${admin.id}/reset-password` });
    expect([reset.status, reset.body.code]).toEqual([403, 'not-allowed']);
    const itself = await home.ict.ask({ method: 'POST', path: `/api/v1/people/${home.ict.id}/reset-password` });
    expect(itself.status).toBe(404);
  });

  test('the district sees all schools but no documents', async () => {
    expect((await admin.ask({ path: '/api/v1/schools' })).body.items).toHaveLength(2);
    const scheme = await admin.ask({ path: `/api/v1/schemes/${home.schemeId}` });
    expect(scheme.status).toBe(404);
  });

  test('a teacher who left the school no longer reaches its documents', async () => {
    const leaver = await person(home.ict, injecting(app), home.schoolId, 'leaver');
    const accepted = await generate(leaver, request, 'leaver-scheme');
    const path = `/api/v1/schemes/${accepted.body.schemeId}`;
    expect((await leaver.ask({ path })).status).toBe(200);
    await stack.db.updateTable('membership').set({ valid_to: '2020-01-01' }).where('user_id', '=', leaver.id).execute();
    await app.sessions.refresh(leaver.id);
    expect((await leaver.ask({ path })).status).toBe(404);
    expect((await generate(leaver, request, 'leaver-second')).status).toBe(403);
  });
});
