import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { errors } from '../../../appliance/plugins/errors.ts';
import { hold } from '../../../appliance/plugins/hold.ts';

let folder: string;
let app: FastifyInstance;
let isBack: boolean;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teachtrack-hold-'));
  isBack = true;
  app = await serving();
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function serving(patience: { readonly patienceMs?: number } = {}): Promise<FastifyInstance> {
  const made = Fastify();
  await made.register(errors);
  await made.register(hold, { stateFolder: folder, areBack: async () => isBack, lookEveryMs: 10, ...patience });
  for (const url of ['/api/v1/me', '/health']) made.get(url, async () => 'answered');
  return made;
}

const path = () => join(folder, 'hold.json');
function begin(forMs: number): void {
  const [at, until] = [0, forMs].map((ms) => new Date(Date.now() + ms).toISOString());
  writeFileSync(path(), JSON.stringify({ at, ok: null, summary: 'Requests wait.', until }));
}

/** Asked, and what has come of it so far. */
function asked(url: string): { readonly answer: () => string | undefined } {
  let answer: string | undefined;
  app.inject(url).then(
    (response) => {
      answer = response.body;
    },
    () => undefined,
  );
  return { answer: () => answer };
}

/** The hold is known when a request that is asked anew waits: one that is answered was too early. */
async function waitingRequest(): Promise<ReturnType<typeof asked>> {
  return vi.waitFor(async () => {
    const one = asked('/api/v1/me');
    expect((await app.inject('/health')).body).toBe('answered');
    expect((await app.inject('/health')).body).toBe('answered');
    expect(one.answer()).toBeUndefined();
    return one;
  });
}

test('requests wait while the database is replaced, and are answered when it is back; health is told at once', async () => {
  expect((await app.inject('/api/v1/me')).body).toBe('answered');
  begin(20_000);
  const one = await waitingRequest();
  isBack = false;
  rmSync(path());
  const another = await waitingRequest();
  isBack = true;
  await vi.waitFor(() => expect([one.answer(), another.answer()]).toEqual(['answered', 'answered']));
  expect((await app.inject('/api/v1/me')).body).toBe('answered');
});

test('what nobody takes away ends by itself', async () => {
  begin(20_000);
  const one = await waitingRequest();
  begin(-1);
  await vi.waitFor(() => expect(one.answer()).toBe('answered'));
});

test('who has waited for longer than a browser does is told when to ask again', async () => {
  await app.close();
  app = await serving({ patienceMs: 20 });
  begin(20_000);
  const refused = await vi.waitFor(async () => {
    const response = await app.inject('/api/v1/me');
    expect(response.statusCode).toBe(503);
    return response;
  });
  expect({ code: refused.json().code, after: refused.headers['retry-after'] }).toEqual({
    code: 'unavailable',
    after: '15',
  });
});

test('a word of an hour ahead is that of a clock that was put back: nobody waits for it', async () => {
  begin(20_000);
  const one = await waitingRequest();
  begin(3_600_000);
  await vi.waitFor(() => expect(one.answer()).toBe('answered'));
});
