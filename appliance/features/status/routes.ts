import { randomInt } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { createLRU } from 'lru.min';
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
  type HistoryAnswer,
  historyAnswer,
  historyQuery,
  type SchoolsActivity,
  schoolsActivity as schoolsAnswer,
  statusAnswer,
} from './schema.ts';
import { schoolsActivity } from './schools.ts';
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
  const schools = createLRU<string, { readonly answer: SchoolsActivity; readonly until: number }>({ max: 10 });
  const histories = createLRU<string, { readonly answer: HistoryAnswer; readonly until: number }>({ max: 2 });
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
    { schema: { summary: 'Server-sent events: `part` for each part that changes, `tick` every three seconds' } },
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
      const key = request.scope.districts.join();
      const kept = schools.get(key);
      if (kept !== undefined && kept.until > performance.now()) return kept.answer;
      const answer = await schoolsActivity(db, cache, request.scope);
      schools.set(key, { answer, until: performance.now() + schoolsKeptMs });
      return answer;
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
      const kept = histories.get(span);
      if (kept !== undefined && kept.until > performance.now()) return kept.answer;
      const answer = { history: await readHistory(settings.operations.stateFolder, span) };
      if (answer.history !== null) histories.set(span, { answer, until: performance.now() + historyKeptMs });
      return answer;
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
