import type { App } from '../../../app.ts';
import { ProblemError } from '../../common/problem.ts';
import { idParams } from '../../common/schema.ts';
import { edit } from './edits.ts';
import { regenerateRow, shuffle } from './regenerate.ts';
import {
  actAnswer,
  actRequest,
  editsAnswer,
  editsRequest,
  ifMatch,
  rowParams,
  rowPatch,
  undoRequest,
} from './schema.ts';
import { undo } from './undo.ts';

/** Changing a scheme of work. Every act has a `clientOpId`: sent again, it is not done again. */
export async function schemeEditRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.post(
    '/schemes/:id/edits',
    {
      schema: {
        summary: 'Edits of cells, locks and rows, in order; each has its own result',
        params: idParams,
        body: editsRequest,
        response: { 200: editsAnswer },
      },
    },
    (request) => edit(db, request.scope, request.params.id, request.body.edits),
  );

  app.patch(
    '/schemes/:id/rows/:rowId',
    {
      schema: {
        summary: 'Change cells of one lesson; 409 with what they hold when somebody else changed them since',
        params: rowParams,
        headers: ifMatch,
        body: rowPatch,
        response: { 200: actAnswer },
      },
    },
    async (request, reply) => {
      const { id, rowId } = request.params;
      const rowVersion = Number(request.headers['if-match'].replaceAll('"', ''));
      const { results, ...answer } = await edit(db, request.scope, id, [
        { type: 'cells', rowId, rowVersion, ...request.body },
      ]);
      const [result] = results;
      if (result?.status === 'conflict') {
        throw new ProblemError('conflict', 'Somebody changed the same cells meanwhile.', { current: result.theirs });
      }
      if (result?.status === 'refused') throw new ProblemError('not-found', 'There is no such lesson in this scheme.');
      const [row] = answer.rows;
      if (row !== undefined) reply.header('etag', `"${row.version}"`);
      return answer;
    },
  );

  app.post(
    '/schemes/:id/rows/:rowId/regenerate',
    {
      schema: {
        summary: 'Make the activities of a lesson anew; locked cells and outcomes stay',
        params: rowParams,
        body: actRequest,
        response: { 200: actAnswer },
      },
    },
    (request) => regenerateRow(db, request.scope, request.params.id, { ...request.body, rowId: request.params.rowId }),
  );

  app.post(
    '/schemes/:id/shuffle',
    {
      schema: {
        summary: 'Make the activities of all lessons anew; locked cells and outcomes stay',
        params: idParams,
        body: actRequest,
        response: { 200: actAnswer },
      },
    },
    (request) => shuffle(db, request.scope, request.params.id, request.body.clientOpId),
  );

  app.post(
    '/schemes/:id/undo',
    {
      schema: {
        summary: 'Take back the last act of the caller, or do it again',
        params: idParams,
        body: undoRequest,
        response: { 200: actAnswer },
      },
    },
    (request) => undo(db, request.scope, request.params.id, request.body),
  );
}
