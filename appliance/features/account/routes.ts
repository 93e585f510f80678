import { z } from 'zod';
import type { App } from '../../app.ts';
import { ownExports } from '../../database/scoped-own.ts';
import { giveCookie, takeCookie } from '../../plugins/sessions.ts';
import { findByName, signInName } from '../auth/users.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { acceptJob, announceJob } from '../jobs/accept.ts';
import { idempotencyHeaders } from '../jobs/schema.ts';
import { meAnswer } from '../me/answer.ts';
import { meSchema } from '../me/schema.ts';
import { issueResetCode, makeRecoveryCodes, redeem } from './codes.ts';
import { lockSession, unlockSession } from './lock.ts';
import {
  accountAnswer,
  confirmRequest,
  exportAnswer,
  languageRequest,
  noticeRequest,
  pinRequest,
  recoverRequest,
  recoveryCodesAnswer,
  resetCodeAnswer,
  unlockRequest,
} from './schema.ts';
import { chooseLanguage, readAccount, seeNotice, setPin } from './store.ts';

const done = z.null().describe('Done');

/** One's own sign-in: codes instead of e-mail, the lock of a shared computer, and what is kept about oneself. */
export async function accountRoutes(app: App): Promise<void> {
  const { db, settings, sessionKeys, publisher } = app.services;

  app.post(
    '/people/:id/reset-code',
    {
      schema: {
        summary: 'Six digits with which a person in care chooses a new password, for a quarter of an hour',
        params: idParams,
        response: { 200: resetCodeAnswer },
      },
    },
    (request) => issueResetCode(db, request.scope, request.params.id, sessionKeys.signing),
  );

  app.post(
    '/auth/recover',
    {
      config: { open: true },
      schema: {
        summary: 'Choose a new password with a code; signs in',
        body: recoverRequest,
        response: { 200: meSchema },
      },
    },
    async (request, reply) => {
      const { name, code, newPassword, shared } = request.body;
      const { authentication, sessions } = app;
      const attempt = { name: signInName(name), address: request.ip };
      const user = await authentication.throttle.guess(attempt, async () => {
        const found = await findByName(db, name);
        const passwordHash = () => authentication.hash(newPassword);
        const taken = await redeem(db, { userId: found?.id ?? '', code, keys: sessionKeys.all, passwordHash });
        if (found?.active === true && taken) return found;
        throw new ProblemError('sign-in-failed', 'The name or the code is wrong, or the code has run out.');
      });
      await sessions.endAll(user.id);
      const device = (request.headers['user-agent'] ?? 'unknown').slice(0, 200);
      const token = await sessions.create(user.id, { device, shared });
      const caller = await sessions.find(token);
      if (caller === null) throw new ProblemError('sign-in-failed', 'The name or the code is wrong.');
      giveCookie(reply, token, shared);
      return meAnswer(caller, settings);
    },
  );

  app.post(
    '/auth/lock',
    {
      config: { beforePasswordChange: true, whileLocked: true },
      schema: { summary: 'Lock this session until it is unlocked', response: { 204: done } },
    },
    async (request, reply) => {
      await lockSession(db, request.caller);
      await app.sessions.refresh(request.caller.userId);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/auth/unlock',
    {
      config: { beforePasswordChange: true, whileLocked: true },
      schema: {
        summary: 'Unlock this session with the PIN or the password',
        body: unlockRequest,
        response: { 204: done },
      },
    },
    async (request, reply) => {
      const { caller, token, ip: address, body } = request;
      if (!(await unlockSession(db, app.authentication, caller, { ...body, address }))) {
        await app.sessions.end(token);
        takeCookie(reply);
        throw new ProblemError('not-signed-in', 'Too many wrong PINs: sign in with your password.');
      }
      await app.sessions.refresh(caller.userId);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/account',
    { schema: { summary: 'What to know of one’s own sign-in', response: { 200: accountAnswer } } },
    (request) => readAccount(db, request.caller.userId),
  );

  app.put(
    '/account/pin',
    { schema: { summary: 'Set or remove the PIN for shared computers', body: pinRequest, response: { 204: done } } },
    async (request, reply) => {
      const { currentPassword, pin } = request.body;
      const { userId } = request.caller;
      await app.authentication.confirm(userId, currentPassword, request.ip);
      await setPin(db, userId, pin === null ? null : await app.authentication.hash(pin));
      await app.sessions.refresh(userId);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/account/recovery-codes',
    {
      schema: {
        summary: 'Five codes to print, each of which opens the account once',
        body: confirmRequest,
        response: { 200: recoveryCodesAnswer },
      },
    },
    async (request) => {
      const { userId } = request.caller;
      await app.authentication.confirm(userId, request.body.currentPassword, request.ip);
      return { codes: await makeRecoveryCodes(db, userId, sessionKeys.signing) };
    },
  );

  app.post(
    '/account/notice',
    { schema: { summary: 'The notice on what is kept was seen', body: noticeRequest, response: { 204: done } } },
    async (request, reply) => {
      await seeNotice(db, request.caller.userId, request.body.version);
      await app.sessions.refresh(request.caller.userId);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/account/language',
    {
      schema: {
        summary: 'In which language the site speaks to oneself',
        body: languageRequest,
        response: { 204: done },
      },
    },
    async (request, reply) => {
      const { userId } = request.caller;
      await chooseLanguage(db, userId, request.body.language);
      await app.sessions.refresh(userId);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/account/data',
    {
      schema: {
        summary: 'Have everything that is kept about oneself put into a file',
        headers: idempotencyHeaders,
        response: { 202: exportAnswer },
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key'];
      const job = { kind: 'account.export', schoolId: null, key, request: 'my data', params: {} } as const;
      return reply.code(202).send(await announceJob(publisher, await acceptJob(db, request.scope, job)));
    },
  );

  app.get(
    '/account/data/:id',
    { schema: { summary: 'The file of one’s own data', params: idParams, response: { 200: z.any() } } },
    async (request, reply) => {
      const found = await ownExports(db, request.scope)
        .select('file')
        .where('account_export.id', '=', request.params.id)
        .executeTakeFirst();
      if (found === undefined) throw notFound('file of your data: have it made again');
      return reply
        .type('application/json')
        .header('content-disposition', 'attachment; filename="my-data.json"')
        .serializer((file: unknown) => file as string)
        .send(found.file);
    },
  );
}
