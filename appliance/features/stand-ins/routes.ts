import { z } from 'zod';
import type { App } from '../../app.ts';
import { idParams } from '../common/schema.ts';
import { standInRequest, standInsAnswer } from './schema.ts';
import { endStandIn, lendRole, listStandIns } from './store.ts';

/** Roles held for somebody who is away. */
export async function standInRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/stand-ins',
    { schema: { summary: 'Who stands in for me, and for whom I do', response: { 200: standInsAnswer } } },
    async (request) => ({ items: await listStandIns(db, request.scope) }),
  );

  app.post(
    '/stand-ins',
    {
      schema: {
        summary: 'Have a colleague stand in for me in a role of mine, from one day to another',
        body: standInRequest,
        response: { 201: standInsAnswer },
      },
    },
    async (request, reply) => {
      const personId = await lendRole(db, request.scope, request.body);
      await app.sessions.refresh(personId);
      return reply.code(201).send({ items: await listStandIns(db, request.scope) });
    },
  );

  app.delete(
    '/stand-ins/:id',
    { schema: { summary: 'Take such a role back', params: idParams, response: { 204: z.null().describe('Done') } } },
    async (request, reply) => {
      await app.sessions.refresh(await endStandIn(db, request.scope, request.params.id));
      return reply.code(204).send(null);
    },
  );
}
