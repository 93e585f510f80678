import type { App } from '../../app.ts';
import { oneTimePassword } from '../auth/password.ts';
import { ProblemError } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import type { Scope } from '../common/scope.ts';
import { createPersonRequest, oneTimePasswordAnswer, peopleAnswer, peopleQuery } from './schema.ts';
import { createPerson, listPeople, resetPassword } from './store.ts';

export async function peopleRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/people',
    { schema: { summary: 'People of a school', querystring: peopleQuery, response: { 200: peopleAnswer } } },
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
      const person = await createPerson(db, request.scope, request.body, hash);
      return reply.code(201).send({ person, oneTimePassword: password });
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
      const person = await resetPassword(db, request.scope, request.params.id, hash);
      await app.sessions.endAll(person.id);
      return { person, oneTimePassword: password };
    },
  );
}

/** Before the costly hashing. */
function refuseUnlessAdministrator({ districts, administered }: Scope): void {
  if (districts.length + administered.length > 0) return;
  throw new ProblemError('not-allowed', 'Only administrators look after people.');
}
