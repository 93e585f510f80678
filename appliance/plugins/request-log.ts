import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

const slowMs = 1_000;

/** Names every answer, and logs the ones worth a line: failures of ours and slow ones. The proxy logs all. */
export const requestLog = fp(async (app: FastifyInstance) => {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', async (request, reply) => {
    const ms = Math.round(reply.elapsedTime);
    const stream = request.routeOptions.url?.endsWith('/events') ?? false;
    if (reply.statusCode < 500 && (ms < slowMs || stream)) return;
    request.log.warn(
      { method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms },
      'answered',
    );
  });
});
