import { z } from 'zod';
import type { App } from '../../app.ts';
import { record } from '../../database/audit.ts';
import { administeredSchools } from '../../database/scoped.ts';
import { ownImports, ownSlips } from '../../database/scoped-own.ts';
import { notFound } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { acceptJob, announceJob } from '../jobs/accept.ts';
import { idempotencyHeaders } from '../jobs/schema.ts';
import { refuseUnlessAdministrator } from '../people/change.ts';
import { acceptedSlipsSchema, printSlipsRequest, slipsSchema } from './schema.ts';

export async function slipRoutes(app: App): Promise<void> {
  const { db, publisher } = app.services;

  app.post(
    '/slips',
    {
      schema: {
        summary: 'Make sign-in slips with new passphrases for people who have never signed in',
        headers: idempotencyHeaders,
        body: printSlipsRequest,
        response: { 202: acceptedSlipsSchema },
      },
    },
    async (request, reply) => {
      const { schoolId, importId } = request.body;
      const { scope } = request;
      refuseUnlessAdministrator(scope);
      const found =
        schoolId === undefined
          ? await ownImports(db, scope)
              .select('id')
              .where('people_import.id', '=', importId ?? '')
              .executeTakeFirst()
          : await administeredSchools(db, scope)
              .select('school.id')
              .where('school.id', '=', schoolId)
              .executeTakeFirst();
      if (found === undefined) throw notFound(schoolId === undefined ? 'import' : 'school');
      const accepted = await acceptJob(db, scope, {
        kind: 'slips.print',
        schoolId: schoolId ?? null,
        key: request.headers['idempotency-key'],
        request: request.body,
        params: request.body,
      });
      return reply.code(202).send(await announceJob(publisher, accepted));
    },
  );

  app.get(
    '/slips/:id',
    { schema: { summary: 'Slips that wait to be printed', params: idParams, response: { 200: slipsSchema } } },
    async (request) => {
      const sheet = await ownSlips(db, request.scope)
        .select(['id', 'people'])
        .where('id', '=', request.params.id)
        .executeTakeFirst();
      if (sheet === undefined) throw notFound('sheet of slips');
      return sheet;
    },
  );

  app.get(
    '/slips/:id/pdf',
    { schema: { summary: 'The slips as PDF, eight a page', params: idParams, response: { 200: z.any() } } },
    async (request, reply) => {
      const sheet = await ownSlips(db, request.scope)
        .select('pdf')
        .where('id', '=', request.params.id)
        .executeTakeFirst();
      if (sheet === undefined) throw notFound('sheet of slips');
      return reply
        .type('application/pdf')
        .header('content-disposition', 'inline; filename="sign-in-slips.pdf"')
        .serializer((pdf: unknown) => pdf as string)
        .send(sheet.pdf);
    },
  );

  app.delete(
    '/slips/:id',
    {
      schema: {
        summary: 'The slips are printed: their passphrases are kept nowhere any more',
        params: idParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const sheet = await ownSlips(db, request.scope)
        .select('id')
        .where('id', '=', request.params.id)
        .executeTakeFirst();
      if (sheet === undefined) throw notFound('sheet of slips');
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('slip_sheet').where('id', '=', sheet.id).execute();
        const actorId = request.scope.userId;
        await record(transaction, { action: 'slips.removed', object: `slips ${sheet.id}`, actorId });
      });
      return reply.code(204).send(null);
    },
  );
}
