import { z } from 'zod';
import type { App } from '../../app.ts';
import { notFound } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { announceJob } from '../jobs/accept.ts';
import { idempotencyHeaders } from '../jobs/schema.ts';
import { openSchemes, unpack } from './opened.ts';
import { acceptGenerations } from './request.ts';
import { generateSchemeAnswer, generateSchemeRequest, schemeSchema, schemesAnswer, schemesQuery } from './schema.ts';
import { listSchemes } from './store.ts';

/** Said by every browser; who says `gzip;q=0` wants none. */
const takesGzip = /(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i;

export async function schemeRoutes(app: App): Promise<void> {
  const { db, publisher } = app.services;
  const accept = acceptGenerations(db);
  const open = openSchemes(db, (scheme) => JSON.stringify(schemeSchema.parse(scheme)));

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
      const accepted = await accept(request.scope, request.body, request.headers['idempotency-key']);
      const answer = await announceJob(publisher, accepted);
      return reply.code(202).send({ ...answer, schemeId: accepted.targetId ?? '' });
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
      const scheme = await open(request.scope, request.params.id);
      if (scheme === null) throw notFound('scheme of work');
      reply.header('cache-control', 'private, no-cache').header('vary', 'accept-encoding');
      // As the proxy does with what it compresses itself: the same words, though not the same bytes.
      const isPacked = takesGzip.test(request.headers['accept-encoding'] ?? '');
      reply.header('etag', isPacked ? `W/${scheme.etag}` : scheme.etag);
      const known = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''));
      if (known?.includes(scheme.etag)) return reply.code(304).send(null);
      reply.type('application/json; charset=utf-8');
      const packed = await scheme.packed();
      if (!isPacked) return reply.send((await unpack(packed)) as never);
      return reply.header('content-encoding', 'gzip').send(packed as never);
    },
  );
}
