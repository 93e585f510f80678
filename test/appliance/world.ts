import { gunzipSync } from 'node:zlib';
import type { App } from '../../appliance/app.ts';
import { ensureAdministrator } from '../../appliance/features/people/administrator.ts';
import type { OneTimePasswordAnswer } from '../../appliance/features/people/schema.ts';
import type { School } from '../../appliance/features/schools/schema.ts';
import { ask as askSocket } from '../services/entries.ts';
import type { Stack } from '../services/stack.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely by the tests
export type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: any };
export type Request = {
  readonly method?: 'GET' | 'POST' | 'DELETE' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
};
export type Ask = (request: Request) => Promise<Answer>;

/** Asks the application within this process. */
export function injecting(app: App, address = '192.0.2.1'): Ask {
  return async ({ method = 'GET', path, body, headers }) => {
    const answer = await app.inject({
      method,
      url: path,
      headers: { host: 'teachtrack.test', 'x-forwarded-for': address, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const isJson = /json/.test(String(answer.headers['content-type'] ?? 'json'));
    const isPacked = answer.headers['content-encoding'] === 'gzip';
    const text = isPacked ? gunzipSync(answer.rawPayload).toString() : answer.body;
    return { status: answer.statusCode, headers: answer.headers, body: isJson ? parsed(text) : text };
  };
}

/** Asks the serving processes through their socket. */
export function connecting(stack: Stack, socketPath?: string): Ask {
  return async ({ path, ...options }) => {
    const answer = await askSocket(stack, path, options, socketPath);
    return { ...answer, body: parsed(answer.body) };
  };
}

function parsed(text: string): unknown {
  return text === '' ? null : JSON.parse(text);
}

export type User = { readonly id: string; readonly name: string; readonly password: string; readonly ask: Ask };

export function cookieOf(answer: Answer): string {
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

/** Signs in and, at the first time, chooses the password that all people of the tests have. */
export async function signIn(ask: Ask, name: string, password: string): Promise<User> {
  const answer = await ask({ method: 'POST', path: '/api/v1/auth/login', body: { name, password } });
  if (answer.status !== 200) throw new Error(`${name} cannot sign in: ${answer.status} ${JSON.stringify(answer.body)}`);
  const cookie = cookieOf(answer);
  const own: Ask = (request) => ask({ ...request, headers: { cookie, ...request.headers } });
  const chosen = answer.body.mustChangePassword ? ownPassword : password;
  if (answer.body.mustChangePassword) {
    const body = { currentPassword: password, newPassword: ownPassword };
    await own({ method: 'POST', path: '/api/v1/auth/password', body });
  }
  // In a browser it would stand in the way of every test.
  await own({ method: 'POST', path: '/api/v1/account/notice', body: { version: 1 } });
  return { id: answer.body.id, name, password: chosen, ask: own };
}

export const ownPassword = 'everybody has this one here';
export const firstPassword = 'handed over on paper';

export async function administrator(stack: Stack, ask: Ask): Promise<User> {
  await ensureAdministrator(stack.db, {
    userName: 'admin',
    fullName: 'Ada Admin',
    password: async () => firstPassword,
  });
  return signIn(ask, 'admin', firstPassword);
}

export async function school(admin: User, code: string): Promise<School> {
  const answer = await admin.ask({ method: 'POST', path: '/api/v1/schools', body: { code, name: `School ${code}` } });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

/** `departmentId` is needed of a head of department. */
export async function person(
  by: User,
  ask: Ask,
  schoolId: string,
  name: string,
  role = 'teacher',
  departmentId?: string,
): Promise<User> {
  const body = { schoolId, role, fullName: `Person ${name}`, staffNumber: name, departmentId };
  const answer = await by.ask({ method: 'POST', path: '/api/v1/people', body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  const { oneTimePassword } = answer.body as OneTimePasswordAnswer;
  return signIn(ask, name, oneTimePassword);
}

/** A request for a scheme of the first learning area and the first term there is. */
export async function schemeRequest(teacher: User, className = '4 East'): Promise<Record<string, unknown>> {
  const areas = await teacher.ask({ path: '/api/v1/learning-areas' });
  const terms = await teacher.ask({ path: '/api/v1/terms' });
  const lessons = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period: 1 }));
  return { learningAreaId: areas.body.items[0].id, termId: terms.body.items[0].id, className, lessons };
}

export function generate(teacher: User, body: unknown, key: string): Promise<Answer> {
  return teacher.ask({
    method: 'POST',
    path: '/api/v1/schemes/generate',
    headers: { 'idempotency-key': key },
    body,
  });
}
