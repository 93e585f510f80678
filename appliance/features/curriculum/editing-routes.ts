import { z } from 'zod';
import type { App } from '../../app.ts';
import { ProblemError } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { addNode, changeArea, changeNode, moveNode, readNodeVersion, removeNode } from './editing.ts';
import {
  addNodeRequest,
  changeAreaRequest,
  changeNodeRequest,
  moveNodeRequest,
  nodeVersionAnswer,
} from './editing-schema.ts';
import { importFile, previewImport, type UploadedFile } from './import.ts';
import { readDiff, readExport } from './reading.ts';
import {
  copyToDraft,
  listVersions,
  publish,
  readEditing,
  readVersion,
  refuseUnlessEditor,
  removeDraft,
} from './versions.ts';
import {
  areaVersionSchema,
  diffQuery,
  diffSchema,
  editingSchema,
  fileQuery,
  previewAnswer,
  versionsAnswer,
} from './versions-schema.ts';

/** A curriculum file is seldom larger than 1 MiB. */
const mostBytes = 4 * 1024 * 1024;

/** For curriculum editors and administrators of the district: everything that is not merely read. */
export async function curriculumEditingRoutes(app: App): Promise<void> {
  const { db } = app.services;
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: mostBytes },
    (_request, body, done) => done(null, body),
  );
  // Before a body is read: nobody else sends megabytes.
  app.addHook('onRequest', async (request) => refuseUnlessEditor(request.scope));

  app.get(
    '/curriculum/versions',
    { schema: { summary: 'Every version of every learning area', response: { 200: versionsAnswer } } },
    async () => ({ items: await listVersions(db) }),
  );

  const upload = { consumes: ['application/octet-stream'], querystring: fileQuery };
  app.post(
    '/curriculum/preview',
    { schema: { summary: 'What a curriculum file would bring', ...upload, response: { 200: previewAnswer } } },
    (request) => previewImport(db, uploaded(request.query, request.body)),
  );

  app.post(
    '/curriculum/import',
    { schema: { summary: 'Take a curriculum file in as a draft', ...upload, response: { 201: areaVersionSchema } } },
    async (request, reply) =>
      reply.code(201).send(await importFile(db, request.scope, uploaded(request.query, request.body))),
  );

  app.get(
    '/learning-areas/:id/editing',
    { schema: { summary: 'A version with what the editor needs', params: idParams, response: { 200: editingSchema } } },
    (request) => readEditing(db, request.params.id),
  );

  app.get(
    '/learning-areas/:id/diff',
    {
      schema: {
        summary: 'What changed from another version to this one',
        params: idParams,
        querystring: diffQuery,
        response: { 200: diffSchema },
      },
    },
    (request) => readDiff(db, request.params.id, request.query.from),
  );

  app.get(
    '/learning-areas/:id/export',
    {
      schema: {
        summary: 'A version as a file that can be imported again',
        params: idParams,
        response: { 200: z.any() },
      },
    },
    async (request, reply) => {
      const { fileName, file } = await readExport(db, request.params.id);
      reply.header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.type('application/json').send(file);
    },
  );

  app.post(
    '/learning-areas/:id/draft',
    { schema: { summary: 'Make a draft of a version', params: idParams, response: { 201: areaVersionSchema } } },
    async (request, reply) => {
      const id = await copyToDraft(db, request.scope, request.params.id);
      return reply.code(201).send(await readVersion(db, id));
    },
  );

  app.post(
    '/learning-areas/:id/publish',
    { schema: { summary: 'Put a draft in force', params: idParams, response: { 200: areaVersionSchema } } },
    async (request) => {
      await publish(db, request.scope, request.params.id);
      return readVersion(db, request.params.id);
    },
  );

  app.patch(
    '/learning-areas/:id',
    {
      schema: {
        summary: 'Lessons a week and their length, of a draft',
        params: idParams,
        body: changeAreaRequest,
        response: { 200: areaVersionSchema },
      },
    },
    async (request) => {
      await changeArea(db, request.scope, request.params.id, request.body);
      return readVersion(db, request.params.id);
    },
  );

  app.delete(
    '/learning-areas/:id',
    { schema: { summary: 'Remove a draft', params: idParams, response: { 204: z.null() } } },
    async (request, reply) => {
      await removeDraft(db, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/learning-areas/:id/nodes',
    {
      schema: {
        summary: 'Add a strand or a sub-strand to a draft',
        params: idParams,
        body: addNodeRequest,
        response: { 201: nodeVersionAnswer },
      },
    },
    async (request, reply) => reply.code(201).send(await addNode(db, request.scope, request.params.id, request.body)),
  );

  app.get(
    '/nodes/:id',
    {
      schema: {
        summary: 'The version of a strand or sub-strand',
        params: idParams,
        response: { 200: nodeVersionAnswer },
      },
    },
    (request) => readNodeVersion(db, request.params.id),
  );

  app.put(
    '/nodes/:id',
    {
      schema: {
        summary: 'Change a strand or a sub-strand of a draft',
        params: idParams,
        body: changeNodeRequest,
        response: { 200: nodeVersionAnswer },
      },
    },
    (request) => changeNode(db, request.scope, request.params.id, request.body),
  );

  app.post(
    '/nodes/:id/move',
    {
      schema: {
        summary: 'Move a strand or a sub-strand of a draft',
        params: idParams,
        body: moveNodeRequest,
        response: { 200: nodeVersionAnswer },
      },
    },
    (request) => moveNode(db, request.scope, request.params.id, request.body),
  );

  app.delete(
    '/nodes/:id',
    {
      schema: {
        summary: 'Remove a strand or a sub-strand of a draft, with all below it',
        params: idParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeNode(db, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function uploaded({ fileName, grade, subject }: z.infer<typeof fileQuery>, body: unknown): UploadedFile {
  if (!Buffer.isBuffer(body)) {
    throw new ProblemError('invalid-request', 'The file itself is expected as the body, application/octet-stream.');
  }
  return {
    fileName,
    bytes: body,
    ...(grade === undefined ? {} : { grade }),
    ...(subject === undefined ? {} : { subject }),
  };
}
