import type { App } from '../../app.ts';
import { notFound } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { announce } from '../events/announce.ts';
import { jobSchema } from './schema.ts';
import { cancelJob, findJob, jobAnswer } from './store.ts';

export async function jobRoutes(app: App): Promise<void> {
  const { db, cache, publisher } = app.services;

  app.get(
    '/jobs/:id',
    { schema: { summary: 'A job of the caller', params: idParams, response: { 200: jobSchema } } },
    async (request) => {
      const job = await findJob(db, request.scope, request.params.id);
      if (job === null) throw notFound('job');
      return job;
    },
  );

  app.post(
    '/jobs/:id/cancel',
    {
      schema: {
        summary: 'Call a job off: one that waits ends at once, one under way as soon as it can',
        params: idParams,
        response: { 200: jobSchema },
      },
    },
    async (request) => {
      const row = await cancelJob(db, request.scope, request.params.id);
      if (row === null) throw notFound('job');
      const job = jobAnswer(row);
      if (row.state === 'cancelled') {
        await publisher.withdraw(row.queue, row.id);
        await announce(cache, row.owner_id, { event: 'job', data: job });
      }
      return job;
    },
  );
}
