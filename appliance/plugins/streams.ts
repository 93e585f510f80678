import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { createEventStreams, type EventStreams } from '../features/events/streams.ts';
import type { Services } from '../services.ts';
import { type Connections, watchConnections } from '../serving/drain.ts';

declare module 'fastify' {
  interface FastifyInstance {
    eventStreams: EventStreams;
    connections: Connections;
  }
}

/** Long-lived connections: event streams, and the goodbye to every connection while the process drains. */
export const streams = fp(async (app: FastifyInstance, { services }: { services: Services }) => {
  const connections = watchConnections(app.server as Server);
  app.decorate('connections', connections);
  app.decorate('eventStreams', createEventStreams(services.subscriber));
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (connections.draining) reply.header('connection', 'close');
    done(null, payload);
  });
  app.addHook('onClose', async () => app.eventStreams.endAll());
});
