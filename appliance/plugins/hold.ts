import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '../features/common/problem.ts';
import { createStateFiles } from '../features/status/state-files.ts';

type Options = {
  readonly stateFolder: string;
  /** Whether the database and Redis answer. */
  readonly areBack: () => Promise<boolean>;
  readonly lookEveryMs?: number;
  readonly patienceMs?: number;
};

/** The pages of the site wait for 30 s, and the reverse proxy for a minute. */
const shorterThanBrowsersMs = 25_000;
/** Once they are said to be back and do not answer for so long, failing at once is kinder. */
const comebackMs = 10_000;
/** Whoever replaces them says at most so far ahead that requests are to wait: more is a clock that was put back. */
const mostAheadMs = 60_000;
const askAgainSeconds = 15;

/**
 * While the server replaces its database or Redis (state file `hold`), requests wait here for some seconds instead of failing.
 * What has begun before goes on to its end; who has waited for too long is told to ask again.
 */
export const hold = fp(async (app: FastifyInstance, options: Options) => {
  const { stateFolder, areBack, lookEveryMs = 500, patienceMs = shorterThanBrowsersMs } = options;
  const files = createStateFiles(stateFolder);
  const waiting = new Set<(problem?: Error) => void>();
  let state: 'open' | 'held' | 'coming-back' = 'open';
  let overMs = 0;
  let isLooking = false;

  async function look(): Promise<void> {
    const file = await files.read('hold');
    const until = file.kind === 'there' ? Date.parse(String(file.state['until'])) : Number.NaN;
    const now = Date.now();
    if (until > now && until <= now + mostAheadMs) {
      state = 'held';
      return;
    }
    if (state === 'open') return;
    if (state === 'held') overMs = performance.now();
    state = 'coming-back';
    if (performance.now() - overMs > comebackMs || (await areBack())) letGo();
  }

  function letGo(): void {
    state = 'open';
    for (const pass of waiting) pass();
  }

  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error) => app.log.warn({ err: error }, 'it is not known whether requests are to wait'))
      .finally(() => {
        isLooking = false;
      });
  }, lookEveryMs);
  timer.unref();

  app.addHook('onRequest', (request, _reply, done) => {
    if (state === 'open' || !request.url.startsWith('/api/')) return done();
    const pass = (problem?: Error) => {
      clearTimeout(patience);
      waiting.delete(pass);
      done(problem);
    };
    const patience = setTimeout(() => pass(tooLong()), patienceMs);
    waiting.add(pass);
  });
  // Closing waits for what is under way.
  app.addHook('preClose', async () => {
    clearInterval(timer);
    letGo();
  });
});

function tooLong(): ProblemError {
  return new ProblemError('unavailable', 'The server is being brought up to date, which takes longer than usual.', {
    retryAfter: askAgainSeconds,
  });
}
