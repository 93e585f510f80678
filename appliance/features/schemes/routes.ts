import { z } from 'zod';
import type { App } from '../../app.ts';
import { notFound } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { acceptGeneration } from './request.ts';
import { generateSchemeAnswer, generateSchemeRequest, schemeSchema, schemesAnswer, schemesQuery } from './schema.ts';
import { listSchemes, openScheme } from './store.ts';

const idempotencyHeaders = z.object({
  'idempotency-key': z.string().regex(/^[\x21-\x7e]{8,100}$/, '8 to 100 visible characters'),
});

/** Seconds a scheme takes in a worker, roughly. */
const secondsEach = 0.05;

export async function schemeRoutes(app: App): Promise<void> {
  const { db, publisher } = app.services;

  app.post(
    '/schemes/generate',
    {
      schema: {
        summary: 'Generate a scheme of work as a job',
        headers: idempotencyHeaders,
        body: generateSchemeRequest,
        response: { 202: generateSchemeAnswer },
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key'];
      const { jobId, schemeId, state, fresh } = await acceptGeneration(db, request.scope, request.body, key);
      const position = fresh ? await publisher.publish(jobId) : 0;
      const etaSeconds = Math.round((0.5 + position * secondsEach) * 10) / 10;
      return reply.code(202).send({ jobId, schemeId, state, position, etaSeconds });
    },
  );

  app.get(
    '/schemes',
    {
      schema: { summary: 'Schemes of work, newest first', querystring: schemesQuery, response: { 200: schemesAnswer } },
    },
    (request) => listSchemes(db, request.scope, request.query),
  );

  app.get(
    '/schemes/:id',
    {
      schema: {
        summary: 'A scheme of work with its rows; answers 304 to a fitting If-None-Match',
        params: idParams,
        response: { 200: schemeSchema, 304: z.null().describe('Not changed') },
      },
    },
    async (request, reply) => {
      const scheme = await openScheme(db, request.scope, request.params.id);
      if (scheme === null) throw notFound('scheme of work');
      reply.header('etag', scheme.etag).header('cache-control', 'private, no-cache');
      const known = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''));
      if (known?.includes(scheme.etag)) return reply.code(304).send(null);
      return reply.send(await scheme.read());
    },
  );
}
