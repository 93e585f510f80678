import type { App } from '../../app.ts';
import { idParams } from '../common/schema.ts';
import { changeLessons, changeTimetable } from './change.ts';
import { listDayTimes, setDayTimes } from './day-times.ts';
import {
  changeLessonsRequest,
  changeTimetableRequest,
  dayTimesAnswer,
  dayTimesRequest,
  timetableAnswer,
  timetableQuery,
} from './schema.ts';
import { readTimetable } from './store.ts';

export async function timetableRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/timetable',
    {
      schema: {
        summary: 'The week of a class, a teacher or a school, and what clashes in it',
        querystring: timetableQuery,
        response: { 200: timetableAnswer },
      },
    },
    (request) => readTimetable(db, request.scope, request.query),
  );

  app.put(
    '/classes/:id/timetable',
    {
      schema: {
        summary: 'Set the week of a class from a day on',
        params: idParams,
        body: changeTimetableRequest,
        response: { 200: timetableAnswer },
      },
    },
    (request) => changeTimetable(db, request.scope, request.params.id, request.body),
  );

  app.put(
    '/allocations/:id/lessons',
    {
      schema: {
        summary: 'Set the lessons of one allocation from a day on',
        params: idParams,
        body: changeLessonsRequest,
        response: { 200: timetableAnswer },
      },
    },
    (request) => changeLessons(db, request.scope, request.params.id, request.body),
  );

  app.get(
    '/schools/:id/day-times',
    { schema: { summary: 'When the lessons of the day begin', params: idParams, response: { 200: dayTimesAnswer } } },
    async (request) => ({ items: await listDayTimes(db, request.scope, request.params.id) }),
  );

  app.put(
    '/schools/:id/day-times',
    {
      schema: {
        summary: 'Set when the lessons of the day begin',
        params: idParams,
        body: dayTimesRequest,
        response: { 200: dayTimesAnswer },
      },
    },
    async (request) => ({
      items: await setDayTimes(db, request.scope, request.params.id, request.body.items),
    }),
  );
}
