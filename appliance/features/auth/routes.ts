import { z } from 'zod';
import type { App } from '../../app.ts';
import { giveCookie, takeCookie } from '../../plugins/sessions.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { meAnswer } from '../me/answer.ts';
import { changePasswordRequest, sessionsAnswer, signInAnswer, signInRequest } from './schema.ts';

const done = z.null().describe('Done');

export async function authRoutes(app: App): Promise<void> {
  const { settings } = app.services;

  app.post(
    '/auth/login',
    {
      config: { open: true },
      schema: { summary: 'Sign in; sets the session cookie', body: signInRequest, response: { 200: signInAnswer } },
    },
    async (request, reply) => {
      const device = (request.headers['user-agent'] ?? 'unknown').slice(0, 200);
      const { shared } = request.body;
      const token = await app.authentication.signIn(request.body, { address: request.ip, device, shared });
      const caller = await app.sessions.find(token);
      if (caller === null) throw new ProblemError('sign-in-failed', 'The name or the password is wrong.');
      giveCookie(reply, token, shared);
      return meAnswer(caller, settings);
    },
  );

  app.post(
    '/auth/logout',
    {
      config: { beforePasswordChange: true, whileLocked: true, duringMaintenance: true },
      schema: { summary: 'Sign out', response: { 204: done } },
    },
    async (request, reply) => {
      await app.sessions.end(request.token);
      takeCookie(reply);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/auth/password',
    {
      config: { beforePasswordChange: true },
      schema: {
        summary: 'Change the password; ends all other sessions',
        body: changePasswordRequest,
        response: { 204: done },
      },
    },
    async (request, reply) => {
      await app.authentication.changePassword(request.caller.userId, request.token, request.body, request.ip);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/auth/sessions',
    { schema: { summary: 'Where the caller is signed in', response: { 200: sessionsAnswer } } },
    async (request) => {
      const sessions = await app.sessions.list(request.caller.userId);
      return {
        items: sessions.map(({ id, device, shared, createdAt }) => ({
          id,
          device,
          shared,
          createdAt: createdAt.toISOString(),
          current: id === request.caller.sessionId,
        })),
      };
    },
  );

  app.delete(
    '/auth/sessions/:id',
    { schema: { summary: 'End a session of the caller', params: idParams, response: { 204: done } } },
    async (request, reply) => {
      if (!(await app.sessions.endOne(request.caller.userId, request.params.id))) throw notFound('session');
      return reply.code(204).send(null);
    },
  );
}
