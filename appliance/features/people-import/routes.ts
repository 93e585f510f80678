import { z } from 'zod';
import type { App } from '../../app.ts';
import { tableLimits } from '../../spreadsheet/table.ts';
import { ProblemError } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { announceJob } from '../jobs/accept.ts';
import { idempotencyHeaders } from '../jobs/schema.ts';
import { exportPeople } from './export.ts';
import {
  acceptedImportSchema,
  checkImportRequest,
  commitImportRequest,
  exportQuery,
  importRowsAnswer,
  importRowsQuery,
  importSchema,
  uploadQuery,
} from './schema.ts';
import { acceptImport, acceptStep, listRows, readImport } from './store.ts';

const accepted = { 202: acceptedImportSchema };

export async function peopleImportRoutes(app: App): Promise<void> {
  const { db, publisher } = app.services;
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: tableLimits.bytes },
    (_request, body, done) => done(null, body),
  );

  app.post(
    '/people/imports',
    {
      bodyLimit: tableLimits.bytes,
      schema: {
        summary: 'Upload a list of people (CSV or XLSX as application/octet-stream) and have it checked',
        consumes: ['application/octet-stream'],
        headers: idempotencyHeaders,
        querystring: uploadQuery,
        response: accepted,
      },
    },
    async (request, reply) => {
      const file = request.body;
      if (!Buffer.isBuffer(file) || file.length === 0) {
        throw new ProblemError('invalid-request', 'Send the file itself, as application/octet-stream.');
      }
      const key = request.headers['idempotency-key'];
      const { importId, ...job } = await acceptImport(db, request.scope, { ...request.query, file, key });
      return reply.code(202).send({ ...(await announceJob(publisher, job)), importId });
    },
  );

  app.get(
    '/people/imports/:id',
    { schema: { summary: 'An import of the caller', params: idParams, response: { 200: importSchema } } },
    (request) => readImport(db, request.scope, request.params.id),
  );

  app.get(
    '/people/imports/:id/rows',
    {
      schema: {
        summary: 'Rows of an import, each with what is to happen and why',
        params: idParams,
        querystring: importRowsQuery,
        response: { 200: importRowsAnswer },
      },
    },
    (request) => listRows(db, request.scope, request.params.id, request.query),
  );

  app.post(
    '/people/imports/:id/check',
    {
      schema: {
        summary: 'Check an import again with other columns',
        headers: idempotencyHeaders,
        params: idParams,
        body: checkImportRequest,
        response: accepted,
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key'];
      const step = { id: request.params.id, key, mapping: request.body.mapping };
      const { importId, ...job } = await acceptStep(db, request.scope, step);
      return reply.code(202).send({ ...(await announceJob(publisher, job)), importId });
    },
  );

  app.post(
    '/people/imports/:id/commit',
    {
      schema: {
        summary: 'Take over what an import found new and changed',
        headers: idempotencyHeaders,
        params: idParams,
        body: commitImportRequest,
        response: accepted,
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key'];
      const step = { id: request.params.id, key, endLeft: request.body.endLeft };
      const { importId, ...job } = await acceptStep(db, request.scope, step);
      return reply.code(202).send({ ...(await announceJob(publisher, job)), importId });
    },
  );

  app.get(
    '/people/export',
    {
      schema: {
        summary: 'People as CSV, in the form that can be imported',
        querystring: exportQuery,
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      const csv = await exportPeople(db, request.scope, request.query.schoolId);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="people.csv"')
        .serializer((text: unknown) => String(text))
        .send(csv);
    },
  );
}
