import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { oneTimePassword } from '../features/auth/password.ts';
import type { TermsAnswer } from '../features/calendar/schema.ts';
import type { Problem } from '../features/common/schema.ts';
import type { LearningAreasAnswer } from '../features/curriculum/schema.ts';
import type { Health } from '../features/health/schema.ts';
import type { Job } from '../features/jobs/schema.ts';
import type { Me } from '../features/me/schema.ts';
import type { GenerateSchemeAnswer, Scheme } from '../features/schemes/schema.ts';
import type { Guests } from './guests.ts';
import type { Answer, Visitor } from './visitor.ts';

/** What was seen, in a few words; throws an `Error` whose message says what was seen instead. */
export type Look = {
  readonly check: string;
  readonly look: () => Promise<string>;
  /** Needs a worker that takes the job, and the live events of all instances. */
  readonly withWorkers?: true;
};

/** A teacher's way through the whole site, in order: each step needs those before it. */
export function journey(visitor: Visitor, guests: Guests, password: { current: string }): Look[] {
  const { userName } = guests.teacher;
  let generated: GenerateSchemeAnswer | undefined;
  const scheme = () => {
    if (generated === undefined) throw new Error('no scheme of work was accepted');
    return generated;
  };

  return [
    {
      check: 'health',
      async look() {
        const { body } = expect(200, await visitor.ask<Health>({ path: '/health' }));
        if (body.status !== 'ok') throw new Error(`the site calls itself ${body.status}`);
        return `ok, ${body.parts.workers.seen} worker(s)`;
      },
    },
    {
      check: 'signed-out-refused',
      async look() {
        expect(401, await visitor.ask({ path: '/api/v1/schemes' }));
        return 'nothing is shown without signing in';
      },
    },
    {
      check: 'sign-in',
      async look() {
        const body = { name: userName, password: password.current };
        const me = expect(200, await visitor.ask<Me>({ method: 'POST', path: '/api/v1/auth/login', body })).body;
        return me.mustChangePassword ? 'signed in, must change the password' : 'signed in';
      },
    },
    {
      check: 'password-change',
      async look() {
        const me = expect(200, await visitor.ask<Me>({ path: '/api/v1/me' })).body;
        if (me.mustChangePassword) {
          expect(403, await visitor.ask({ path: '/api/v1/schemes' }));
        }
        const newPassword = `${oneTimePassword()}-${oneTimePassword()}`;
        const body = { currentPassword: password.current, newPassword };
        expect(204, await visitor.ask({ method: 'POST', path: '/api/v1/auth/password', body }));
        password.current = newPassword;
        expect(200, await visitor.ask({ path: '/api/v1/schemes' }));
        return me.mustChangePassword ? 'asked for at first, then let in' : 'changed';
      },
    },
    {
      check: 'scheme-generated-live',
      withWorkers: true,
      async look() {
        const seen = await followed(visitor, async () => {
          generated = await request(visitor);
          return generated.jobId;
        });
        return `done after ${seen.ms} ms, watched through ${seen.events} live event(s)`;
      },
    },
    {
      check: 'scheme-opened',
      withWorkers: true,
      async look() {
        const { body } = expect(200, await visitor.ask<Scheme>({ path: `/api/v1/schemes/${scheme().schemeId}` }));
        const lessons = body.rows.filter((row) => row.kind === 'lesson');
        if (body.status !== 'draft' || lessons.length < 5)
          throw new Error(`${body.status} with ${lessons.length} lessons`);
        return `${body.learningArea.name}, ${body.learningArea.grade}: ${lessons.length} lessons`;
      },
    },
    {
      check: 'other-school-refused',
      async look() {
        expect(404, await visitor.ask({ path: `/api/v1/schemes/${guests.foreignSchemeId}` }));
        const person = { schoolId: guests.foreignSchoolId, fullName: 'Intruder', userName: 'intruder' };
        expect(403, await visitor.ask({ method: 'POST', path: '/api/v1/people', body: person }));
        return 'a scheme and the people of another school are out of reach';
      },
    },
    {
      check: 'sign-out',
      async look() {
        expect(204, await visitor.ask({ method: 'POST', path: '/api/v1/auth/logout' }));
        expect(401, await visitor.ask({ path: '/api/v1/me' }));
        return 'the session is over';
      },
    },
  ];
}

function expect<Body>(status: number, answer: Answer<Body>): Answer<Body> {
  if (answer.status === status) return answer;
  const { code, detail } = (answer.body ?? {}) as Partial<Problem>;
  throw new Error(`expected ${status}, got ${answer.status} ${code ?? ''} ${detail ?? ''}`.trim());
}

async function request(visitor: Visitor): Promise<GenerateSchemeAnswer> {
  const areas = expect(200, await visitor.ask<LearningAreasAnswer>({ path: '/api/v1/learning-areas' })).body;
  const terms = expect(200, await visitor.ask<TermsAnswer>({ path: '/api/v1/terms' })).body;
  const learningAreaId = areas.items[0]?.id;
  const termId = terms.current ?? terms.items.at(-1)?.id;
  if (learningAreaId === undefined || termId === undefined) throw new Error('no learning area or no term is there');
  const lessons = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period: 2, units: 1 }));
  const accepted = await visitor.ask<GenerateSchemeAnswer>({
    method: 'POST',
    path: '/api/v1/schemes/generate',
    headers: { 'idempotency-key': randomUUID() },
    body: { learningAreaId, termId, className: 'Verification', lessons },
  });
  return expect(202, accepted).body;
}

/** Starts a job with an event stream open and waits for its end. Without a single live event it has not passed. */
async function followed(visitor: Visitor, startJob: () => Promise<string>): Promise<{ ms: number; events: number }> {
  const over = new AbortController();
  const events: Job[] = [];
  let greeted = false;
  let broken: unknown;
  const stream = visitor
    .listen('/api/v1/events', over.signal, (event, data) => {
      if (event === 'hello') greeted = true;
      if (event === 'job') events.push(data as Job);
    })
    .catch((error) => {
      broken = error;
    });
  try {
    await waitFor('the event stream says hello', () => greeted || broken !== undefined);
    if (broken !== undefined) throw broken;
    const start = Date.now();
    const jobId = await startJob();
    const mine = () => events.filter((job) => job.id === jobId);
    await waitFor('the job ends', () => mine().some((job) => job.state === 'completed' || job.state === 'failed'));
    const failed = mine().find((job) => job.state === 'failed');
    if (failed !== undefined) throw new Error(failed.error ?? 'the job failed');
    expect(200, await visitor.ask<Job>({ path: `/api/v1/jobs/${jobId}` }));
    return { ms: Date.now() - start, events: mine().length };
  } finally {
    over.abort();
    await stream;
  }
}

async function waitFor(what: string, reached: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!reached()) {
    if (Date.now() > deadline) throw new Error(`waited a minute in vain until ${what}`);
    await sleep(20);
  }
}
