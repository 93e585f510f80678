import type { App } from '../../app.ts';
import { ProblemError } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { importTimetable, previewTimetable } from './import.ts';
import { timetableImportQuery, timetablePreviewSchema } from './import-schema.ts';

/** A line for every lesson of a large school is some hundred kilobytes. */
const mostBytes = 2 * 1024 * 1024;

export async function timetableImportRoutes(app: App): Promise<void> {
  const { db } = app.services;
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: mostBytes },
    (_request, body, done) => done(null, body),
  );
  const upload = { consumes: ['application/octet-stream'], params: idParams };

  app.post(
    '/schools/:id/timetable/preview',
    { schema: { summary: 'What a timetable file would bring', ...upload, response: { 200: timetablePreviewSchema } } },
    (request) => previewTimetable(db, request.scope, request.params.id, bytesOf(request.body)),
  );

  app.post(
    '/schools/:id/timetable/import',
    {
      schema: {
        summary: 'Take a timetable file in from a day on',
        ...upload,
        querystring: timetableImportQuery,
        response: { 200: timetablePreviewSchema },
      },
    },
    (request) => {
      const bytes = bytesOf(request.body);
      return importTimetable(db, request.scope, { schoolId: request.params.id, bytes, from: request.query.from });
    },
  );
}

function bytesOf(body: unknown): Uint8Array {
  if (Buffer.isBuffer(body)) return body;
  throw new ProblemError('invalid-request', 'The file itself is expected as the body, application/octet-stream.');
}
