import { z } from 'zod';
import type { App } from '../../app.ts';
import { idParams, idSchema } from '../common/schema.ts';
import { decide, passAll } from './decide.ts';
import { changeFlow, readFlow } from './flow.ts';
import { handIn, withdraw } from './hand-in.ts';
import {
  decideRequest,
  flowSchema,
  handInRequest,
  passAnswer,
  passRequest,
  reviewSchema,
  reviewsAnswer,
  schemeReviewsAnswer,
} from './schema.ts';
import { readReview, reviewsOfScheme, waitingReviews } from './store.ts';

const done = { 204: z.null().describe('Done') };

export async function reviewRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.post(
    '/schemes/:id/submit',
    {
      schema: {
        summary: 'Hand a scheme of work in; this state of it is kept for good',
        params: idParams,
        body: handInRequest,
        response: { 201: z.object({ reviewId: idSchema }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      return reply.code(201).send({ reviewId: await handIn(db, request.scope, id, request.body?.schemeVersion) });
    },
  );

  app.post(
    '/schemes/:id/withdraw',
    { schema: { summary: 'Take back what was handed in', params: idParams, response: done } },
    async (request, reply) => {
      await withdraw(db, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/schemes/:id/reviews',
    {
      schema: {
        summary: 'What became of a scheme that was handed in, and what changed since it was approved',
        params: idParams,
        response: { 200: schemeReviewsAnswer },
      },
    },
    (request) => reviewsOfScheme(db, request.scope, request.params.id),
  );

  app.get(
    '/reviews',
    { schema: { summary: 'Documents that wait for me', response: { 200: reviewsAnswer } } },
    async (request) => ({ items: await waitingReviews(db, request.scope) }),
  );

  app.post(
    '/reviews/pass',
    {
      schema: {
        summary: 'Pass several documents without findings on at once',
        body: passRequest,
        response: { 200: passAnswer },
      },
    },
    (request) => passAll(db, request.scope, request.body.ids),
  );

  app.get(
    '/reviews/:id',
    {
      schema: {
        summary: 'A document as it was handed in, with what was said about it and what changed since the last time',
        params: idParams,
        response: { 200: reviewSchema },
      },
    },
    (request) => readReview(db, request.scope, request.params.id),
  );

  app.post(
    '/reviews/:id/decide',
    {
      schema: {
        summary: 'Pass a document on or return it with reasons',
        params: idParams,
        body: decideRequest,
        response: done,
      },
    },
    async (request, reply) => {
      await decide(db, request.scope, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/schools/:id/flow',
    { schema: { summary: 'Who looks at schemes of work', params: idParams, response: { 200: flowSchema } } },
    (request) => readFlow(db, request.scope, request.params.id),
  );

  app.put(
    '/schools/:id/flow',
    {
      schema: {
        summary: 'Change who looks at schemes of work',
        params: idParams,
        body: flowSchema,
        response: done,
      },
    },
    async (request, reply) => {
      await changeFlow(db, request.scope, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
}
