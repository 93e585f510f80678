import type { App } from '../../app.ts';
import { previewCalendar, readCalendar, setCalendar, setClosures } from './change.ts';
import {
  calendarAnswer,
  calendarEffectSchema,
  calendarQuery,
  calendarRequest,
  closuresParams,
  closuresRequest,
  yearParams,
} from './editing-schema.ts';

export async function calendarEditingRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/calendars/:year',
    {
      schema: {
        summary: 'Terms and days of a year, with the closures of a school',
        params: yearParams,
        querystring: calendarQuery,
        response: { 200: calendarAnswer },
      },
    },
    (request) => readCalendar(db, request.scope, request.params.year, request.query.schoolId),
  );

  app.post(
    '/calendars/:year/preview',
    {
      schema: {
        summary: 'What a changed calendar would mean',
        params: yearParams,
        body: calendarRequest,
        response: { 200: calendarEffectSchema },
      },
    },
    (request) => previewCalendar(db, request.scope, request.params.year, request.body),
  );

  app.put(
    '/calendars/:year',
    {
      schema: {
        summary: 'Put a new version of the calendar in force',
        params: yearParams,
        body: calendarRequest,
        response: { 200: calendarAnswer },
      },
    },
    (request) => setCalendar(db, request.scope, request.params.year, request.body),
  );

  app.put(
    '/schools/:id/closures/:year',
    {
      schema: {
        summary: 'Set the days on which a school is closed by itself',
        params: closuresParams,
        body: closuresRequest,
        response: { 200: calendarAnswer },
      },
    },
    (request) => {
      const { id: schoolId, year } = request.params;
      return setClosures(db, request.scope, { schoolId, year }, request.body.days);
    },
  );
}
