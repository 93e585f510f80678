import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { noRoom } from '../features/common/problem.ts';
import { watchRoom } from '../room.ts';
import type { Services } from '../services.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);
/** People can still sign in to read, and administrators can still act on the server. */
const always = /^\/api\/v1\/(auth|status|maintenance)(\/|$)/;

/** While the disk is as good as full, what would be written is refused before the database is asked. */
export const room = fp(async (app: FastifyInstance, { services }: { services: Services }) => {
  const watched = watchRoom(services.settings.database.folder);
  app.addHook('preParsing', async (request) => {
    if (reading.has(request.method) || request.is404 || always.test(request.routeOptions.url ?? '')) return;
    if (await watched.isShort()) throw noRoom();
  });
});
