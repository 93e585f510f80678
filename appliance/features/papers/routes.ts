import { createHash } from 'node:crypto';
import type { App } from '../../app.ts';
import { createCounts } from '../../redis/counts.ts';
import { ProblemError } from '../common/problem.ts';
import { paperSchema, verifyParams } from './schema.ts';
import { lookUp } from './store.ts';

const windowSeconds = 15 * 60;
/** Wrong codes from one address in the window: enough for who types badly. */
const mostWrong = 30;

/** Whoever holds a paper may ask whether it is genuine: an inspector has no account. */
export async function paperRoutes(app: App): Promise<void> {
  const { db, cache } = app.services;
  const wrong = createCounts(cache, windowSeconds);

  app.get(
    '/verify/:code',
    {
      config: { open: true },
      schema: {
        summary: 'Whether a printed paper is genuine and still the approved version',
        params: verifyParams,
        response: { 200: paperSchema },
      },
    },
    async (request) => {
      const key = `guess:paper:${createHash('sha256').update(request.ip).digest('base64url').slice(0, 22)}`;
      // Counted before the code is looked at, so that many at once cannot slip through.
      const { count, seconds } = await wrong.count(key);
      if (count > mostWrong) {
        throw new ProblemError('too-many-requests', 'Too many wrong codes. Wait a while before trying again.', {
          retryAfter: seconds,
        });
      }
      const paper = await lookUp(db, request.params.code);
      await wrong.takeBack(key);
      return paper;
    },
  );
}
