import { randomInt } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import type { App } from '../../app.ts';
import { ProblemError } from '../common/problem.ts';
import { unfinishedJobs } from '../jobs/store.ts';
import { send } from './streams.ts';

/** The proxy holds a session to fewer; this bounds what one person takes of a process. */
const streamsPerPerson = 12;

export async function eventRoutes(app: App): Promise<void> {
  app.get(
    '/events',
    {
      schema: { summary: 'Server-sent events: `hello`, then `job` whenever a job of the caller changes' },
    },
    async (request, reply) => {
      const { userId } = request.caller;
      if (app.eventStreams.countOf(userId) >= streamsPerPerson) {
        throw new ProblemError('too-many-requests', 'Too many open event streams.', { retryAfter: 10 });
      }
      const headers = reply.getHeaders() as OutgoingHttpHeaders;
      const response = reply.hijack().raw;
      response.writeHead(200, {
        ...headers,
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        ...(app.connections.draining ? { connection: 'close' } : {}),
      });
      // Spread out, so that a restart is not followed by everybody at once.
      response.write(`retry: ${randomInt(1_000, 4_000)}\n\n`);
      const end = await app.eventStreams.open(userId, response);
      if (app.connections.draining) return end();
      send(response, { event: 'hello', data: { serverTime: new Date().toISOString() } });
      try {
        for (const job of await unfinishedJobs(app.services.db, request.scope))
          send(response, { event: 'job', data: job });
      } catch (error) {
        request.log.warn({ err: error }, 'unfinished jobs could not be told');
      }
    },
  );
}
