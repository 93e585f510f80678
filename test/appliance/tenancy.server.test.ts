import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type App, buildApp } from '../../appliance/app.ts';
import { newId } from '../../appliance/ids.ts';
import { createLog } from '../../appliance/log.ts';
import { closeServices, openServices } from '../../appliance/open-services.ts';
import type { Services } from '../../appliance/services.ts';
import { runJob } from '../../appliance/workers/run-job.ts';
import { until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { type Counted, countQueries } from './count-queries.ts';
import { type Attacker, type AttacksOfFeature, attackers, type Home } from './tenancy/attack.ts';
import { comparedWithStartingPoints } from './tenancy/shared-reads.ts';
import { administrator, generate, injecting, person, schemeRequest, school, type User } from './world.ts';

let stack: Stack;
let services: Services;
let app: App;
let counted: Counted;
let admin: User;
let home: Home;
const attacker = {} as Record<Attacker, User>;

/** Every route of the API, asked for something of another school or another person: a file a feature. */
const features = await Promise.all(
  readdirSync(join(import.meta.dirname, 'tenancy'))
    .flatMap((name) => /^(.*)\.attacks\.ts$/.exec(name)?.[1] ?? [])
    .map(async (name) => ((await import(`./tenancy/${name}.attacks.ts`)) as { feature: AttacksOfFeature }).feature),
);
const attacks = features.flatMap((one) => one.attacks);

beforeAll(async () => {
  stack = await startStack();
  const log = createLog('test');
  log.level = 'silent';
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  counted = countQueries(services.db);
  app = await buildApp({ ...services, db: counted.db });
  const ask = injecting(app);
  admin = await administrator(stack, ask);
  const schoolId = (await school(admin, 'HOME')).id;
  const away = (await school(admin, 'AWAY')).id;
  const ict = await person(admin, ask, schoolId, 'home-ict', 'school-ict-admin');
  const teacher = await person(ict, ask, schoolId, 'home-teacher');
  attacker.colleague = await person(ict, ask, schoolId, 'home-colleague');
  attacker.ict = await person(admin, ask, away, 'away-ict', 'school-ict-admin');
  attacker.head = await person(admin, ask, away, 'away-head', 'head');
  attacker.teacher = await person(attacker.ict, ask, away, 'away-teacher');
  const request = await schemeRequest(teacher);
  const { body } = await generate(teacher, request, 'home-scheme');
  const ids = { school: schoolId, teacher: teacher.id, ict: ict.id, job: body.jobId, scheme: body.schemeId };
  const secrets = [teacher.id, body.schemeId, body.jobId, 'home-teacher'];
  const learningArea = String(request['learningAreaId']);
  home = { stack, ict, teacher, ids: { ...ids, learningArea }, secrets, schemeRequest: request };
  await runJob({ ...services, db: stack.db }, body.jobId);
  for (const { prepare } of features) await prepare?.(home);
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

/**
 * Reached only over a connection that stays open. The subscription of the first is the caller's own id and nothing that is
 * sent; the second is refused to all but administrators of the district, see the test of the status panel.
 */
const notInjected = ['GET /api/v1/events', 'GET /api/v1/status/events'];
const aboutOneself = [
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/logout',
  'POST /api/v1/auth/password',
  'POST /api/v1/auth/recover',
  'POST /api/v1/auth/lock',
  'POST /api/v1/auth/unlock',
  'GET /api/v1/maintenance',
  'GET /api/v1/site-language',
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

  test('the list of routes in the documentation is the one that is served', async () => {
    const rows = Object.entries(app.swagger().paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, { summary?: string }>).map(
        ([method, { summary = '' }]) => `| ${method.toUpperCase()} | ${path} | ${summary} |`,
      ),
    );
    const byPath = rows.sort(
      (a, b) => (a.split('|')[2] ?? '').localeCompare(b.split('|')[2] ?? '') || a.localeCompare(b),
    );
    const table = ['| Method | Path | What it is for |', '| --- | --- | --- |', ...byPath].join('\n');
    const page = `# Routes of the API\n\n${routesHeading}\n\n${table}\n`;
    await expect(page).toMatchFileSnapshot('../../docs/api-routes.md');
    expect(rows.filter((row) => row.endsWith('|  |'))).toEqual([]);
  });

  for (const who of attackers) {
    test.each(attacks)(`$route shows nothing of others to: ${who}`, async ({ request, expected }) => {
      const answer = await attacker[who].ask(request(home));
      const wanted = who === 'head' ? (expected.head ?? expected.ict) : expected[who];
      if (wanted === -1) return expect(answer.status).toBe(200);
      expect(answer.status, JSON.stringify(answer.body)).toBe(wanted);
      const text = JSON.stringify(answer.body);
      for (const secret of home.secrets) expect(text).not.toContain(secret);
      if (who !== 'colleague') expect(text).not.toContain(home.ids['school']);
    });
  }

  test.each(attacks.filter(({ isOpen }) => !isOpen))('$route needs a sign-in', async ({ request }) => {
    expect((await injecting(app)(request(home))).status).toBe(401);
  });

  test.each(attacks.filter(({ isOpen }) => isOpen))('$route shows nothing of others to: nobody', async (open) => {
    const { status, body } = await injecting(app)(open.request(home));
    expect(status).toBe(open.expected.teacher);
    const text = JSON.stringify(body);
    for (const secret of [...home.secrets, ...Object.values(home.ids)]) {
      if (secret !== home.ids['paper']) expect(text).not.toContain(secret);
    }
  });
});

describe('reads that many share', () => {
  test('show each caller what the starting points show, however many ask at once', async () => {
    await comparedWithStartingPoints(services.db, home, [attacker.colleague, attacker.teacher]);
  });
});

describe('at home', () => {
  test('what is read asks the database five times at most, three known reads apart', async () => {
    const most = new Map<string, number>();
    const unread: string[] = [];
    const onDisk: string[] = [];
    // After a change of password a session is read from the database for some seconds: not what is counted here.
    await services.cache.flushdb();
    const readers = [home.teacher, home.ict, admin];
    let later = 0;
    for (const clock of [Date, performance]) {
      const real = clock.now.bind(clock);
      vi.spyOn(clock, 'now').mockImplementation(() => real() + later);
    }
    onTestFinished(() => void vi.restoreAllMocks());
    for (const { route, request } of attacks.filter(({ route }) => route.startsWith('GET '))) {
      let taken: number | undefined;
      // What a process keeps of earlier reads for a minute counts for none: how long they are ago is the machine's to say.
      later += 10 * 60_000;
      for (const who of readers) await who.ask({ path: '/api/v1/me' });
      const before = await tablesOnDisk();
      for (const who of readers) {
        counted.taken();
        const { status } = await who.ask(request(home));
        if (status === 200 || status === 302) taken = Math.max(taken ?? 0, counted.taken());
      }
      if ((await tablesOnDisk()) > before) onDisk.push(route);
      if (taken === undefined) unread.push(route);
      else most.set(route, Math.max(taken, most.get(route) ?? 0));
    }
    expect(onDisk, 'reads for which the database writes a table to the disk: they fail when it is full').toEqual([]);
    expect(unread.filter((route) => !most.has(route)).sort(), 'there is one of each to read, but for these').toEqual(
      notThere,
    );
    const rows = [...most].map(([route, taken]) => `| ${route.replace('/api/v1', '')} | ${taken} |`);
    const table = ['| Read | Queries |', '| --- | --- |', ...rows.sort()].join('\n');
    await expect(`# Queries of each read\n\n${heading}\n\n${table}\n`).toMatchFileSnapshot('../../docs/queries.md');
    expect(Object.fromEntries([...most].filter(([, taken]) => taken > 5))).toEqual(moreThanFive);
  });
});

async function tablesOnDisk(): Promise<number> {
  const { rows } = await sql<{ Value: string }>`SHOW GLOBAL STATUS LIKE 'Created_tmp_disk_tables'`.execute(stack.db);
  return Number(rows[0]?.Value);
}

/** The document of the attacked school is not made yet, and its slips are somebody's alone. */
const notThere = ['GET /api/v1/documents/{id}/file', 'GET /api/v1/slips/{id}', 'GET /api/v1/slips/{id}/pdf'];

/** Looks over a whole term before anything is moved, and the two pages that bring most together. They must not grow. */
const moreThanFive = {
  'GET /api/v1/deliveries/{id}/ways': 8,
  'GET /api/v1/learning-areas/{id}/editing': 6,
  'GET /api/v1/today': 6,
};

const routesHeading =
  'Made from the OpenAPI document by `npm test -- --project server test/appliance/tenancy.server.test.ts -u`; see [api.md](api.md).';

const heading =
  'Most queries that one read of the API made of the database for a teacher, an ICT administrator or a district administrator, in a test that counts them; the session comes from Redis.\n`npm test -- --project server test/appliance/tenancy.server.test.ts -u` writes this page.';

describe('what each role may do at home', () => {
  test('a teacher opens the scheme and the job', async () => {
    expect(
      (await home.teacher.ask({ path: `/api/v1/schemes/${home.ids['scheme']}` })).body.rows.length,
    ).toBeGreaterThan(10);
    expect((await home.teacher.ask({ path: `/api/v1/jobs/${home.ids['job']}` })).body.state).toBe('completed');
  });

  test('the ICT administrator sees the schemes and people of the school, and appoints teachers only', async () => {
    const schemes = await home.ict.ask({ path: '/api/v1/schemes' });
    expect(schemes.body.items.map((one: { id: string }) => one.id)).toContain(home.ids['scheme']);
    const people = await home.ict.ask({ path: `/api/v1/people?schoolId=${home.ids['school']}` });
    expect(people.body.items.map((one: { userName: string }) => one.userName)).toContain('home-teacher');
    const body = {
      schoolId: home.ids['school'] as string,
      role: 'school-ict-admin',
      fullName: 'Second',
      userName: 'second',
    };
    expect((await home.ict.ask({ method: 'POST', path: '/api/v1/people', body })).status).toBe(403);
  });

  test('the ICT administrator cannot take over an administrator by resetting a password', async () => {
    await stack.db
      .insertInto('membership')
      .values({
        id: newId(),
        user_id: admin.id,
        district_id: (await stack.db.selectFrom('district').select('id').executeTakeFirstOrThrow()).id,
        school_id: home.ids['school'] as string,
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

  test('head, deputy and the head of the teacher’s department read what a teacher writes, others of the school do not', async () => {
    const ask = injecting(app);
    const school_id = home.ids['school'] as string;
    const [languages, sciences] = [newId(), newId()];
    const department = (id: string, name: string) => ({ id, school_id, name });
    await stack.db
      .insertInto('department')
      .values([department(languages, 'Languages'), department(sciences, 'Sciences')])
      .execute();
    const in_ = (user: User, department_id: string) =>
      stack.db.updateTable('membership').set({ department_id }).where('user_id', '=', user.id).execute();
    const readers = {
      head: await person(admin, ask, school_id, 'home-head', 'head'),
      deputy: await person(admin, ask, school_id, 'home-deputy', 'deputy'),
      ofLanguages: await person(admin, ask, school_id, 'languages-hod', 'head-of-department', languages),
      ofSciences: await person(admin, ask, school_id, 'sciences-hod', 'head-of-department', sciences),
    };
    await in_(home.teacher, languages);
    for (const user of Object.values(readers)) await app.sessions.refresh(user.id);
    const statuses: Record<string, number> = {};
    for (const [name, user] of Object.entries(readers)) {
      statuses[name] = (await user.ask({ path: `/api/v1/schemes/${home.ids['scheme']}` })).status;
    }
    expect(statuses).toEqual({ head: 200, deputy: 200, ofLanguages: 200, ofSciences: 404 });
  });

  test('the district sees all schools but no documents', async () => {
    expect((await admin.ask({ path: '/api/v1/schools' })).body.items).toHaveLength(2);
    const scheme = await admin.ask({ path: `/api/v1/schemes/${home.ids['scheme']}` });
    expect(scheme.status).toBe(404);
  });

  test('a teacher who left the school no longer reaches its documents', async () => {
    const leaver = await person(home.ict, injecting(app), home.ids['school'] as string, 'leaver');
    const accepted = await generate(leaver, home.schemeRequest, 'leaver-scheme');
    const path = `/api/v1/schemes/${accepted.body.schemeId}`;
    expect((await leaver.ask({ path })).status).toBe(200);
    await stack.db.updateTable('membership').set({ valid_to: '2020-01-01' }).where('user_id', '=', leaver.id).execute();
    await app.sessions.refresh(leaver.id);
    expect((await leaver.ask({ path })).status).toBe(404);
    expect((await generate(leaver, home.schemeRequest, 'leaver-second')).status).toBe(403);
  });
});
