import { randomInt } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import type { App } from '../../app.ts';
import { ProblemError } from '../common/problem.ts';
import { scopeOf } from '../common/scope.ts';
import { actingRoutes } from './acting-routes.ts';
import { listDistrictAudit } from './audit.ts';
import { readHistory } from './history.ts';
import { createHub } from './hub.ts';
import { createPartsReader } from './parts.ts';
import {
  districtAuditAnswer,
  districtAuditQuery,
  historyAnswer,
  historyQuery,
  schoolsActivity as schoolsAnswer,
  statusAnswer,
} from './schema.ts';
import { schoolsActivity } from './schools.ts';
import { sharing } from './shared.ts';
import { keepSpare } from './spool.ts';

const schoolsKeptMs = 15_000;
const historyKeptMs = 20_000;
const streamsPerPerson = 12;

/** The status panel: for administrators of the district alone, whatever is asked. */
export async function statusRoutes(app: App): Promise<void> {
  const { services, gate } = app;
  const { db, cache, settings } = services;
  const reader = createPartsReader(services, app.stateFiles, gate);
  const hub = createHub(reader, settings.operations.lookEveryMs);
  const streams = new Map<string, number>();
  await keepSpare(settings.operations.requestsFolder);
  const shared = sharing(cache);
  app.addHook('onClose', async () => hub.stop());
  // Before anything of the request is read or checked.
  app.addHook('preParsing', async (request) => {
    if (request.scope.districts.length > 0) return;
    throw new ProblemError('not-allowed', 'Only administrators of the district look after the server.');
  });

  app.get('/status', { schema: { summary: 'How the server is', response: { 200: statusAnswer } } }, async () => ({
    ...(await reader.read()),
  }));

  app.get(
    '/status/events',
    { schema: { summary: 'Server-sent events: `part` for each part that changes, `tick` every four seconds' } },
    async (request, reply) => {
      const { caller, token } = request;
      const open = streams.get(caller.userId) ?? 0;
      if (open >= streamsPerPerson) {
        throw new ProblemError('too-many-requests', 'Too many open panels.', { retryAfter: 10 });
      }
      streams.set(caller.userId, open + 1);
      const headers = reply.getHeaders() as OutgoingHttpHeaders;
      const response = reply.hijack().raw;
      response.once('close', () => {
        const left = (streams.get(caller.userId) ?? 1) - 1;
        if (left > 0) streams.set(caller.userId, left);
        else streams.delete(caller.userId);
      });
      response.writeHead(200, {
        ...headers,
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        ...(app.connections.draining ? { connection: 'close' } : {}),
      });
      response.write(`retry: ${randomInt(1_000, 4_000)}\n\n`);
      if (app.connections.draining) return void response.end();
      app.eventStreams.adopt(response);
      await hub.open(response, async () => {
        const now = await app.sessions.find(token);
        return now !== null && !now.locked && scopeOf(now).districts.length > 0;
      });
    },
  );

  app.get(
    '/status/schools',
    { schema: { summary: 'What every school of the district is at', response: { 200: schoolsAnswer } } },
    async (request) => {
      const { scope } = request;
      return await shared(`schools:${scope.districts.join()}`, schoolsKeptMs, () => schoolsActivity(db, cache, scope));
    },
  );

  app.get(
    '/status/history',
    {
      schema: {
        summary: 'How it was in the last day or month',
        querystring: historyQuery,
        response: { 200: historyAnswer },
      },
    },
    async (request) => {
      const { span } = request.query;
      const read = () => readHistory(settings.operations.stateFolder, span);
      return { history: await shared(`history:${span}`, historyKeptMs, read) };
    },
  );

  app.get(
    '/status/audit',
    {
      schema: {
        summary: 'Who did what in the district',
        querystring: districtAuditQuery,
        response: { 200: districtAuditAnswer },
      },
    },
    (request) => listDistrictAudit(db, request.scope, request.query),
  );

  actingRoutes(app, hub);
}
