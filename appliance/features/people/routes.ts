import { z } from 'zod';
import type { App } from '../../app.ts';
import { oneTimePassword } from '../auth/password.ts';
import { idParams } from '../common/schema.ts';
import { changePerson, createPerson, endSessionsOf, refuseUnlessAdministrator, resetPassword } from './change.ts';
import { addMembership, changeMembership, transferPerson } from './change-memberships.ts';
import {
  addMembershipRequest,
  changeMembershipRequest,
  changePersonRequest,
  createPersonRequest,
  oneTimePasswordAnswer,
  peopleAnswer,
  peopleQuery,
  personDetailsSchema,
  transferRequest,
} from './schema.ts';
import { listPeople, readPerson } from './store.ts';

const person = { 200: personDetailsSchema };
const done = { 204: z.null().describe('Done') };

export async function peopleRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/people',
    { schema: { summary: 'People of a school, by name', querystring: peopleQuery, response: { 200: peopleAnswer } } },
    (request) => listPeople(db, request.scope, request.query),
  );

  app.post(
    '/people',
    {
      schema: {
        summary: 'Add a person to a school',
        body: createPersonRequest,
        response: { 201: oneTimePasswordAnswer },
      },
    },
    async (request, reply) => {
      refuseUnlessAdministrator(request.scope);
      const password = oneTimePassword();
      const hash = await app.authentication.hash(password);
      const created = await createPerson(db, request.scope, request.body, hash);
      return reply.code(201).send({ person: created, oneTimePassword: password });
    },
  );

  app.get(
    '/people/:id',
    { schema: { summary: 'A person with all roles, past ones too', params: idParams, response: person } },
    (request) => readPerson(db, request.scope, request.params.id),
  );

  app.patch(
    '/people/:id',
    {
      schema: { summary: 'Change or suspend a person', params: idParams, body: changePersonRequest, response: person },
    },
    async (request) => {
      const changed = await changePerson(db, request.scope, request.params.id, request.body);
      if (changed.status === 'suspended') await app.sessions.endAll(changed.id);
      else await app.sessions.refresh(changed.id);
      return changed;
    },
  );

  app.post(
    '/people/:id/reset-password',
    {
      schema: {
        summary: 'Give a person a new one-time password; ends the sessions of that person',
        params: idParams,
        response: { 200: oneTimePasswordAnswer },
      },
    },
    async (request) => {
      refuseUnlessAdministrator(request.scope);
      const password = oneTimePassword();
      const hash = await app.authentication.hash(password);
      const reset = await resetPassword(db, request.scope, request.params.id, hash);
      await app.sessions.endAll(reset.id);
      return { person: reset, oneTimePassword: password };
    },
  );

  app.delete(
    '/people/:id/sessions',
    { schema: { summary: 'End all sessions of a person', params: idParams, response: done } },
    async (request, reply) => {
      await endSessionsOf(db, request.scope, request.params.id);
      await app.sessions.endAll(request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/people/:id/memberships',
    {
      schema: {
        summary: 'Give a person a further role',
        params: idParams,
        body: addMembershipRequest,
        response: { 201: personDetailsSchema },
      },
    },
    async (request, reply) => {
      await addMembership(db, request.scope, request.params.id, request.body);
      await app.sessions.refresh(request.params.id);
      return reply.code(201).send(await readPerson(db, request.scope, request.params.id));
    },
  );

  app.patch(
    '/memberships/:id',
    {
      schema: {
        summary: 'End or prolong a role, or move it to another department',
        params: idParams,
        body: changeMembershipRequest,
        response: person,
      },
    },
    async (request) => {
      const userId = await changeMembership(db, request.scope, request.params.id, request.body);
      await app.sessions.refresh(userId);
      return readPerson(db, request.scope, userId);
    },
  );

  app.post(
    '/people/:id/transfer',
    {
      schema: {
        summary: 'Move a person to another school on a day',
        params: idParams,
        body: transferRequest,
        response: person,
      },
    },
    async (request) => {
      await transferPerson(db, request.scope, request.params.id, request.body);
      await app.sessions.refresh(request.params.id);
      return readPerson(db, request.scope, request.params.id);
    },
  );
}
