import { z } from 'zod';
import type { App } from '../../app.ts';
import { record } from '../../database/audit.ts';
import { bannerRequest, closeRequest } from '../maintenance/schema.ts';
import { closeSite, endMaintenance, setBanner } from '../maintenance/store.ts';
import type { Hub } from './hub.ts';
import { retryFailed } from './queues.ts';
import { leaveRequest, wishOf } from './requests.ts';
import { queueParams, requestAnswer, requestBody, retriedAnswer } from './schema.ts';
import { sharedKey } from './shared.ts';

const done = { 204: z.null().describe('Done') };

/** What the panel can do, each with its line in the record of who did what. */
export function actingRoutes(app: App, hub: Hub): void {
  const { services, gate } = app;
  const { db, cache, publisher, settings } = services;

  for (const act of ['pause', 'resume'] as const) {
    app.post(
      `/status/queues/:name/${act}`,
      {
        schema: {
          summary: act === 'pause' ? 'Begin no further jobs of a queue' : 'Go on with a queue',
          params: queueParams,
          response: done,
        },
      },
      async (request, reply) => {
        const { name } = request.params;
        await publisher.queue(name)[act]();
        await record(db, {
          action: act === 'pause' ? 'queue.paused' : 'queue.resumed',
          object: `queue ${name}`,
          actorId: request.caller.userId,
        });
        await changed('queues');
        return reply.code(204).send(null);
      },
    );
  }

  app.post(
    '/status/queues/:name/retry',
    {
      schema: {
        summary: 'Do the failed jobs of a queue once more',
        params: queueParams,
        response: { 200: retriedAnswer },
      },
    },
    async (request) => {
      const { name } = request.params;
      const answer = await retryFailed(services, name);
      const act = { action: 'queue.retried', object: `queue ${name}`, actorId: request.caller.userId };
      await record(db, { ...act, meta: answer });
      await changed('queues');
      return answer;
    },
  );

  app.put(
    '/status/maintenance/mode',
    { schema: { summary: 'Close the site for maintenance', body: closeRequest, response: done } },
    async (request, reply) => {
      await closeSite(db, request.scope, request.body);
      await maintenanceChanged();
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/status/maintenance/banner',
    { schema: { summary: 'Show a line at the top of every page', body: bannerRequest, response: done } },
    async (request, reply) => {
      await setBanner(db, request.scope, request.body);
      await maintenanceChanged();
      return reply.code(204).send(null);
    },
  );

  for (const kind of ['mode', 'banner'] as const) {
    app.delete(
      `/status/maintenance/${kind}`,
      { schema: { summary: kind === 'mode' ? 'Open the site again' : 'Take the line away', response: done } },
      async (request, reply) => {
        await endMaintenance(db, request.scope, kind);
        await maintenanceChanged();
        return reply.code(204).send(null);
      },
    );
  }

  app.post(
    '/status/requests',
    {
      schema: {
        summary: 'Ask the server’s own programs for something',
        body: requestBody,
        response: { 202: requestAnswer },
      },
    },
    async (request, reply) => {
      const wish = await wishOf(request.body, app.stateFiles);
      const { requestsFolder } = settings.operations;
      const id = await leaveRequest(db, requestsFolder, { caller: request.caller, wish });
      await hub.refresh();
      return reply.code(202).send({ id, action: wish.action });
    },
  );

  async function maintenanceChanged(): Promise<void> {
    await gate.changed();
    await hub.refresh();
  }

  /** What was kept of a part is old now. */
  async function changed(part: string): Promise<void> {
    await cache.del(sharedKey(part)).catch(() => undefined);
    await hub.refresh();
  }
}
