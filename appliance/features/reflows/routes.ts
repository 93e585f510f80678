import type { App } from '../../app.ts';
import { idParams } from '../common/schema.ts';
import { announceJob } from '../jobs/accept.ts';
import { idempotencyHeaders } from '../jobs/schema.ts';
import { acceptedReflowSchema, reflowSchema, startReflowRequest } from './schema.ts';
import { acceptLook, acceptMove, readReflow } from './store.ts';

const accepted = { 202: acceptedReflowSchema };

/** Lessons of all schemes of a school on the calendar as it is now: a look as a job, then the moving as another. */
export async function schoolReflowRoutes(app: App): Promise<void> {
  const { db, publisher } = app.services;

  app.post(
    '/schools/:id/reflows',
    {
      schema: {
        summary: 'Have all schemes of a school looked at: what a changed calendar would move',
        params: idParams,
        headers: idempotencyHeaders,
        body: startReflowRequest,
        response: accepted,
      },
    },
    async (request, reply) => {
      const wanted = { schoolId: request.params.id, from: request.body.from, key: request.headers['idempotency-key'] };
      const { reflowId, ...job } = await acceptLook(db, request.scope, wanted);
      return reply.code(202).send({ ...(await announceJob(publisher, job)), reflowId });
    },
  );

  app.get(
    '/reflows/:id',
    {
      schema: {
        summary: 'What would move or was moved, by teacher',
        params: idParams,
        response: { 200: reflowSchema },
      },
    },
    (request) => readReflow(db, request.scope, request.params.id),
  );

  app.post(
    '/reflows/:id/move',
    {
      schema: {
        summary: 'Move what was looked at; schemes that were changed since are left alone',
        params: idParams,
        headers: idempotencyHeaders,
        response: accepted,
      },
    },
    async (request, reply) => {
      const wanted = { id: request.params.id, key: request.headers['idempotency-key'] };
      const { reflowId, ...job } = await acceptMove(db, request.scope, wanted);
      return reply.code(202).send({ ...(await announceJob(publisher, job)), reflowId });
    },
  );
}
