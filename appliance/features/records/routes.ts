import { z } from 'zod';
import type { App } from '../../app.ts';
import { idParams } from '../common/schema.ts';
import { readCoverage } from './coverage.ts';
import { recordDeliveries } from './record.ts';
import { settleRecovery } from './recovery.ts';
import {
  coverageAnswer,
  recordAnswer,
  recordRequest,
  recordsAnswer,
  recordsQuery,
  recoveryRequest,
  todayAnswer,
  todayQuery,
  wayRequest,
  waysAnswer,
} from './schema.ts';
import { readRecords, readToday } from './today.ts';
import { goWay, showWays } from './ways.ts';

export async function recordRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/today',
    { schema: { summary: 'My lessons of a day', querystring: todayQuery, response: { 200: todayAnswer } } },
    (request) => readToday(db, request.scope, request.query.date),
  );

  app.post(
    '/deliveries',
    {
      schema: {
        summary: 'Write down what became of lessons; sending the same again changes nothing',
        body: recordRequest,
        response: { 200: recordAnswer },
      },
    },
    (request) => recordDeliveries(db, request.scope, request.body.items),
  );

  app.get(
    '/records',
    {
      schema: {
        summary: 'The record of work of a class and learning area',
        querystring: recordsQuery,
        response: { 200: recordsAnswer },
      },
    },
    (request) => readRecords(db, request.scope, request.query),
  );

  app.get(
    '/deliveries/:id/ways',
    {
      schema: {
        summary: 'Ways to go on after a missed lesson, and what each would move',
        params: idParams,
        response: { 200: waysAnswer },
      },
    },
    (request) => showWays(db, request.scope, request.params.id),
  );

  app.post(
    '/deliveries/:id/way',
    {
      schema: {
        summary: 'Go one of the ways after a missed lesson',
        params: idParams,
        body: wayRequest,
        response: { 204: z.null().describe('Done') },
      },
    },
    async (request, reply) => {
      await goWay(db, request.scope, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/deliveries/:id/recovery',
    {
      schema: {
        summary: 'Say that a missed lesson was made up for, or why it was not',
        params: idParams,
        body: recoveryRequest,
        response: { 204: z.null().describe('Done') },
      },
    },
    async (request, reply) => {
      await settleRecovery(db, request.scope, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/coverage',
    { schema: { summary: 'How far classes are in the running term', response: { 200: coverageAnswer } } },
    async (request) => ({ items: await readCoverage(db, request.scope) }),
  );
}
