import { z } from 'zod';
import type { App } from '../../app.ts';
import { idParams } from '../common/schema.ts';
import { changeClassRequest, classesAnswer, classesQuery, classSchema, createClassRequest } from './schema.ts';
import { changeClass, createClass, deleteClass, listClasses } from './store.ts';

export async function classRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/classes',
    { schema: { summary: 'Classes of a school', querystring: classesQuery, response: { 200: classesAnswer } } },
    async (request) => ({ items: await listClasses(db, request.scope, request.query.schoolId) }),
  );

  app.post(
    '/classes',
    { schema: { summary: 'Add a class to a school', body: createClassRequest, response: { 201: classSchema } } },
    async (request, reply) => reply.code(201).send(await createClass(db, request.scope, request.body)),
  );

  app.patch(
    '/classes/:id',
    {
      schema: {
        summary: 'Change a class',
        params: idParams,
        body: changeClassRequest,
        response: { 200: classSchema },
      },
    },
    (request) => changeClass(db, request.scope, request.params.id, request.body),
  );

  app.delete(
    '/classes/:id',
    {
      schema: {
        summary: 'Remove a class to which nothing is taught',
        params: idParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteClass(db, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
