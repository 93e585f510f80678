import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { countActivity } from '../features/activity/count.ts';
import { manifest } from '../manifest.ts';
import type { Services } from '../services.ts';

/** Counts people and answers for the status panel; event streams and the monitor's own questions are none. */
export const activity = fp(async (app: FastifyInstance, { services }: { services: Services }) => {
  const counted = countActivity(services.cache);
  app.addHook('preParsing', async (request) => {
    if (request.scope !== undefined && request.scope !== null) counted.seen(request.scope);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '';
    if (route.endsWith(manifest.eventsSuffix) || route === manifest.healthPath) return;
    counted.answered(reply.elapsedTime, reply.statusCode);
  });
  app.addHook('onClose', async () => counted.stop());
});
