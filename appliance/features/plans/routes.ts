import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { App } from '../../app.ts';
import { schemesFor } from '../../database/scoped.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { acceptJob, announceJob } from '../jobs/accept.ts';
import { acceptedJobSchema, idempotencyHeaders } from '../jobs/schema.ts';
import { undoRequest } from '../schemes/edit/schema.ts';
import { assemble, overridesOf, planAnswer, summaryOf } from './assemble.ts';
import { patchPlan, regeneratePlan, undoPlan } from './change.ts';
import { preparePlans, wantedLessons } from './prepare.ts';
import { planParams, planPatch, planQuery, planRegenerate, planSchema, plansAnswer, prepareRequest } from './schema.ts';
import { issuesOf, openShelf } from './store.ts';

/** Lesson plans: each follows from its row of the scheme until somebody touches it. */
export async function planRoutes(app: App): Promise<void> {
  const { db, publisher } = app.services;

  app.get(
    '/schemes/:id/plans',
    {
      schema: { summary: 'The lesson plans of a scheme, in order', params: idParams, response: { 200: plansAnswer } },
    },
    async (request) => {
      const { lessons, plans, editable } = await openShelf(db, request.scope, request.params.id);
      return { editable, items: lessons.map((row) => summaryOf(row, plans.get(row.id))) };
    },
  );

  app.get(
    '/schemes/:id/plans/:rowId',
    {
      schema: {
        summary: 'One lesson plan; answers 304 to a fitting If-None-Match',
        params: planParams,
        querystring: planQuery,
        response: { 200: planSchema, 304: z.null().describe('Not changed') },
      },
    },
    async (request, reply) => {
      const { id, rowId } = request.params;
      const { language } = request.query;
      const shelf = await openShelf(db, request.scope, id);
      const row = shelf.lessons.find((one) => one.id === rowId);
      if (row === undefined) throw notFound('lesson in this scheme of work');
      const issues = (await issuesOf(db, shelf.scheme.learning_area_id)).get(row.nodeId ?? '') ?? [];
      const overrides = overridesOf(shelf.plans.get(rowId));
      const answer = planAnswer(shelf, row, assemble(shelf, row, { issues, overrides, language }), language);
      const etag = `"${createHash('sha256').update(JSON.stringify(answer)).digest('base64url').slice(0, 22)}"`;
      reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send(null);
      return reply.send(answer);
    },
  );

  app.patch(
    '/schemes/:id/plans/:rowId',
    {
      schema: {
        summary: 'Change or lock sections of a plan; 409 with what they hold when somebody else changed them since',
        params: planParams,
        querystring: planQuery,
        body: planPatch,
        response: { 200: planSchema },
      },
    },
    (request) => {
      const { id: schemeId, rowId } = request.params;
      return patchPlan(db, request.scope, { schemeId, rowId, ...request.query }, request.body);
    },
  );

  app.post(
    '/schemes/:id/plans/:rowId/regenerate',
    {
      schema: {
        summary: 'Another wording of one section, or of all that are not locked',
        params: planParams,
        querystring: planQuery,
        body: planRegenerate,
        response: { 200: planSchema },
      },
    },
    (request) => {
      const { id: schemeId, rowId } = request.params;
      return regeneratePlan(db, request.scope, { schemeId, rowId, ...request.query }, request.body);
    },
  );

  app.post(
    '/schemes/:id/plans/:rowId/undo',
    {
      schema: {
        summary: 'Take back one’s last change of a plan, or with redo the last taking back',
        params: planParams,
        querystring: planQuery,
        body: undoRequest,
        response: { 200: planSchema },
      },
    },
    (request) => {
      const { id: schemeId, rowId } = request.params;
      return undoPlan(db, request.scope, { schemeId, rowId, ...request.query }, request.body);
    },
  );

  app.post(
    '/schemes/:id/plans/:rowId/prepare',
    {
      schema: {
        summary: 'Prepare one plan at once',
        params: planParams,
        querystring: planQuery,
        response: { 200: planSchema },
      },
    },
    async (request) => {
      const { id, rowId } = request.params;
      const { language } = request.query;
      await mustWrite(id, request.scope);
      const shelf = await openShelf(db, request.scope, id);
      const row = shelf.lessons.find((one) => one.id === rowId);
      if (row === undefined) throw notFound('lesson in this scheme of work');
      const issues = await issuesOf(db, shelf.scheme.learning_area_id);
      await preparePlans(db, shelf, [row], issues);
      const after = await openShelf(db, request.scope, id);
      const overrides = overridesOf(after.plans.get(rowId));
      const own = issues.get(row.nodeId ?? '') ?? [];
      return planAnswer(after, row, assemble(after, row, { issues: own, overrides, language }), language);
    },
  );

  app.post(
    '/schemes/:id/plans/prepare',
    {
      schema: {
        summary: 'Prepare the plans of a week, a sub-strand or the whole term as a job',
        params: idParams,
        headers: idempotencyHeaders,
        body: prepareRequest,
        response: { 202: acceptedJobSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { school_id: schoolId } = await mustWrite(id, request.scope);
      const shelf = await openShelf(db, request.scope, id);
      if (wantedLessons(shelf, request.body.what).length === 0) {
        throw new ProblemError('invalid-request', 'There is no lesson to prepare.', {
          issues: [{ path: 'body.what', message: 'no lesson of the scheme is meant by it' }],
        });
      }
      const accepted = await acceptJob(db, request.scope, {
        kind: 'plans.prepare',
        schoolId,
        key: request.headers['idempotency-key'],
        request: { id, ...request.body },
        params: request.body,
        targetId: id,
      });
      return reply.code(202).send(await announceJob(publisher, accepted));
    },
  );

  async function mustWrite(id: string, scope: Parameters<typeof schemesFor>[1]) {
    const scheme = await schemesFor(db, scope, 'write')
      .select('school_id')
      .where('scheme.id', '=', id)
      .executeTakeFirst();
    if (scheme === undefined) throw notFound('scheme of work of yours');
    return scheme;
  }
}
