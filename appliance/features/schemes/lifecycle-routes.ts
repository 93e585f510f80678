import { z } from 'zod';
import type { App } from '../../app.ts';
import { notFound } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { idempotencyHeaders } from '../jobs/schema.ts';
import { copyScheme } from './copy.ts';
import { archive, linkOf, ownSource, remove, share, sharedSource, unshare } from './lifecycle.ts';
import {
  archiveRequest,
  copySchemeAnswer,
  copySchemeRequest,
  schemeSchema,
  shareAnswer,
  shareParams,
} from './schema.ts';
import { openShared } from './store.ts';

const done = z.null().describe('Done');

/** Copying, putting away, deleting and sharing schemes of work. */
export async function schemeLifecycleRoutes(app: App): Promise<void> {
  const { db, sessionKeys } = app.services;

  app.post(
    '/schemes/:id/copy',
    {
      schema: {
        summary: 'Copy a scheme of work, also to another term or class: the nth lesson to the nth time the class meets',
        params: idParams,
        headers: idempotencyHeaders,
        body: copySchemeRequest,
        response: { 201: copySchemeAnswer },
      },
    },
    async (request, reply) => {
      const source = await ownSource(db, request.scope, request.params.id);
      const copy = { request: request.body, key: request.headers['idempotency-key'] };
      const { id } = await copyScheme(db, request.scope, source, copy);
      return reply.code(201).send({ schemeId: id });
    },
  );

  app.put(
    '/schemes/:id/archived',
    {
      schema: {
        summary: 'Put a scheme of work into the archive or take it out',
        params: idParams,
        body: archiveRequest,
        response: { 204: done },
      },
    },
    async (request, reply) => {
      await archive(db, request.scope, request.params.id, request.body.archived);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/schemes/:id',
    {
      schema: {
        summary: 'Delete a draft with its lesson plans, when nothing was decided on and no lesson recorded',
        params: idParams,
        response: { 204: done },
      },
    },
    async (request, reply) => {
      await remove(db, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/schemes/:id/share',
    {
      schema: {
        summary: 'A link by which colleagues of the school may read and copy it',
        params: idParams,
        response: { 200: shareAnswer },
      },
    },
    async (request) => ({ token: await share(db, request.scope, request.params.id, sessionKeys.signing) }),
  );

  app.delete(
    '/schemes/:id/share',
    { schema: { summary: 'Withdraw the link', params: idParams, response: { 204: done } } },
    async (request, reply) => {
      await unshare(db, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/shared/:token',
    { schema: { summary: 'A scheme of work that was shared', params: shareParams, response: { 200: schemeSchema } } },
    async (request) => {
      const linkId = linkOf(request.params.token, sessionKeys.all);
      const scheme = linkId === null ? null : await openShared(db, request.scope, linkId);
      if (scheme === null) throw notFound('shared scheme of work');
      return scheme;
    },
  );

  app.post(
    '/shared/:token/copy',
    {
      schema: {
        summary: 'Make a scheme of one’s own of a shared one',
        params: shareParams,
        headers: idempotencyHeaders,
        body: copySchemeRequest,
        response: { 201: copySchemeAnswer },
      },
    },
    async (request, reply) => {
      const source = await sharedSource(db, request.scope, request.params.token, sessionKeys.all);
      const copy = { request: request.body, key: request.headers['idempotency-key'] };
      const { id } = await copyScheme(db, request.scope, source, copy);
      return reply.code(201).send({ schemeId: id });
    },
  );
}
