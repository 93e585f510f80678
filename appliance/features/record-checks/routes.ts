import { z } from 'zod';
import type { App } from '../../app.ts';
import { recordChecksAnswer, recordChecksQuery, takeBackRequest, tickRequest } from './schema.ts';
import { weekOfRecords } from './store.ts';
import { takeBack, tick } from './tick.ts';

const done = { 204: z.null().describe('Done') };

/** The weekly look at records of work, by whoever approves the documents of their teachers. */
export async function recordCheckRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/record-checks',
    {
      schema: {
        summary: 'Records of work that I look at, of a week, and which were looked at',
        querystring: recordChecksQuery,
        response: { 200: recordChecksAnswer },
      },
    },
    (request) => weekOfRecords(db, request.scope, request.query.week),
  );

  app.put(
    '/record-checks',
    { schema: { summary: 'Tick the records of a week as looked at', body: tickRequest, response: done } },
    async (request, reply) => {
      await tick(db, request.scope, request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/record-checks/take-back',
    { schema: { summary: 'Take such ticks back', body: takeBackRequest, response: done } },
    async (request, reply) => {
      await takeBack(db, request.scope, request.body);
      return reply.code(204).send(null);
    },
  );
}
