import { z } from 'zod';
import type { App } from '../../../app.ts';
import { dateSchema, idParams } from '../../common/schema.ts';
import { reflowPreview } from '../schema.ts';
import { commitReflow, previewReflow } from './calendar-reflow.ts';
import { actAnswer, clientOpId } from './schema.ts';

/** Lessons of a scheme on the calendar and timetable as they are now. */
export async function reflowRoutes(app: App): Promise<void> {
  const { db } = app.services;
  const from = dateSchema.describe('Lessons before this day stay where they are');

  app.get(
    '/schemes/:id/reflow',
    {
      schema: {
        summary: 'Which lessons the calendar and timetable of today would move',
        params: idParams,
        querystring: z.object({ from }),
        response: { 200: reflowPreview },
      },
    },
    (request) => previewReflow(db, request.scope, request.params.id, request.query.from),
  );

  app.post(
    '/schemes/:id/reflow',
    {
      schema: {
        summary: 'Move them; 409 when the scheme was changed since it was looked at',
        params: idParams,
        body: z.strictObject({ clientOpId, from, schemeVersion: z.int() }),
        response: { 200: actAnswer },
      },
    },
    (request) => commitReflow(db, request.scope, request.params.id, request.body),
  );
}
