import type { App } from '../../app.ts';
import { pageQuery } from '../common/schema.ts';
import { createSchoolRequest, schoolSchema, schoolsAnswer } from './schema.ts';
import { createSchool, listSchools } from './store.ts';

export async function schoolRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/schools',
    { schema: { summary: 'Schools the caller can see', querystring: pageQuery, response: { 200: schoolsAnswer } } },
    (request) => listSchools(db, request.scope, request.query),
  );

  app.post(
    '/schools',
    { schema: { summary: 'Add a school', body: createSchoolRequest, response: { 201: schoolSchema } } },
    async (request, reply) => reply.code(201).send(await createSchool(db, request.scope, request.body)),
  );
}
