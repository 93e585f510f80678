import { z } from 'zod';
import type { App } from '../../app.ts';
import { idParams } from '../common/schema.ts';
import { changeAllocation, createAllocation, deleteAllocation } from './change.ts';
import {
  allocationSchema,
  allocationsAnswer,
  allocationsQuery,
  changeAllocationRequest,
  createAllocationRequest,
} from './schema.ts';
import { listAllocations } from './store.ts';

export async function allocationRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/allocations',
    {
      schema: {
        summary: 'Who teaches which learning area to which class',
        querystring: allocationsQuery,
        response: { 200: allocationsAnswer },
      },
    },
    async (request) => ({ items: await listAllocations(db, request.scope, request.query) }),
  );

  app.post(
    '/allocations',
    {
      schema: {
        summary: 'Give a learning area of a class to a teacher',
        body: createAllocationRequest,
        response: { 201: allocationSchema },
      },
    },
    async (request, reply) => reply.code(201).send(await createAllocation(db, request.scope, request.body)),
  );

  app.patch(
    '/allocations/:id',
    {
      schema: {
        summary: 'Hand an allocation to another teacher, or change its dates',
        params: idParams,
        body: changeAllocationRequest,
        response: { 200: allocationSchema },
      },
    },
    (request) => changeAllocation(db, request.scope, request.params.id, request.body),
  );

  app.delete(
    '/allocations/:id',
    {
      schema: {
        summary: 'Remove an allocation for which nothing was written',
        params: idParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteAllocation(db, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
