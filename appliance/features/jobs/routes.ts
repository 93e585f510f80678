import type { App } from '../../app.ts';
import { notFound } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { jobSchema } from './schema.ts';
import { findJob } from './store.ts';

export async function jobRoutes(app: App): Promise<void> {
  app.get(
    '/jobs/:id',
    { schema: { summary: 'A job of the caller', params: idParams, response: { 200: jobSchema } } },
    async (request) => {
      const job = await findJob(app.services.db, request.scope, request.params.id);
      if (job === null) throw notFound('job');
      return job;
    },
  );
}
