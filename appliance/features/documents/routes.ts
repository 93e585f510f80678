import type { App } from '../../app.ts';
import { Shelf } from '../../documents/shelf.ts';
import { notFound } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { acceptJob, announceJob } from '../jobs/accept.ts';
import { idempotencyHeaders } from '../jobs/schema.ts';
import { makeDocumentAnswer, makeDocumentRequest } from './schema.ts';
import { schoolOfSource, takeFile } from './store.ts';

const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export async function documentRoutes(app: App): Promise<void> {
  const { db, publisher, settings } = app.services;
  const shelf = new Shelf(settings.documents.folder);

  app.post(
    '/documents',
    {
      schema: {
        summary: 'Make the PDF, Word or spreadsheet file of a document as a job',
        headers: idempotencyHeaders,
        body: makeDocumentRequest,
        response: { 202: makeDocumentAnswer },
      },
    },
    async (request, reply) => {
      const schoolId = await schoolOfSource(db, request.scope, request.body);
      const accepted = await acceptJob(db, request.scope, {
        kind: 'document.render',
        schoolId,
        key: request.headers['idempotency-key'],
        request: request.body,
        params: request.body,
      });
      return reply.code(202).send(await announceJob(publisher, accepted));
    },
  );

  app.get(
    '/documents/:id/file',
    {
      schema: {
        summary: 'The file of a document that was made for the caller',
        params: idParams,
        produces: Object.values(types),
      },
    },
    async (request, reply) => {
      const file = await takeFile(db, request.scope, request.params.id);
      const found = await shelf.read({ hash: file.content_hash, format: file.format });
      if (found === undefined) throw notFound('document any more: have it made again');
      return reply
        .header('content-type', types[file.format])
        .header('content-length', found.bytes)
        .header('content-disposition', disposition(`${file.name}.${file.format}`))
        .header('cache-control', 'private, no-cache')
        .send(found.stream);
    },
  );
}

/** A name in any script, for browsers old and new (RFC 6266). */
function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
