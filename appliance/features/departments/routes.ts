import { z } from 'zod';
import type { App } from '../../app.ts';
import { idParams } from '../common/schema.ts';
import {
  createDepartmentRequest,
  departmentSchema,
  departmentsAnswer,
  departmentsQuery,
  renameDepartmentRequest,
} from './schema.ts';
import { createDepartment, deleteDepartment, listDepartments, renameDepartment } from './store.ts';

export async function departmentRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/departments',
    {
      schema: {
        summary: 'Departments of a school',
        querystring: departmentsQuery,
        response: { 200: departmentsAnswer },
      },
    },
    async (request) => ({ items: await listDepartments(db, request.scope, request.query.schoolId) }),
  );

  app.post(
    '/departments',
    {
      schema: {
        summary: 'Add a department to a school',
        body: createDepartmentRequest,
        response: { 201: departmentSchema },
      },
    },
    async (request, reply) => reply.code(201).send(await createDepartment(db, request.scope, request.body)),
  );

  app.patch(
    '/departments/:id',
    {
      schema: {
        summary: 'Rename a department',
        params: idParams,
        body: renameDepartmentRequest,
        response: { 200: departmentSchema },
      },
    },
    (request) => renameDepartment(db, request.scope, request.params.id, request.body.name),
  );

  app.delete(
    '/departments/:id',
    {
      schema: { summary: 'Remove a department nobody belongs to', params: idParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await deleteDepartment(db, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
