import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { countActivity } from '../features/activity/count.ts';
import { manifest } from '../manifest.ts';
import type { Services } from '../services.ts';

/** Counts people and answers for the status panel; event streams and the monitor's own questions are none. */
export const activity = fp(async (app: FastifyInstance, { services }: { services: Services }) => {
  const counted = countActivity(services.cache);
  app.addHook('preParsing', (request, _reply, payload, done) => {
    if (request.scope !== undefined && request.scope !== null) counted.seen(request.scope);
    done(null, payload);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '';
    if (route.endsWith(manifest.eventsSuffix) || route === manifest.healthPath) return;
    // Whoever is told that the site is closed met no error.
    const status = reply.statusCode === 503 && app.gate.answer().mode !== null ? 200 : reply.statusCode;
    // Passwords are checked slowly, so that guessing is slow.
    counted.answered(route.startsWith('/api/v1/auth/') ? null : reply.elapsedTime, status);
  });
  app.addHook('onClose', async () => counted.stop());
});
