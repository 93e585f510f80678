import { z } from 'zod';
import type { App } from '../../app.ts';
import { idParams } from '../common/schema.ts';
import {
  announcementSchema,
  announcementsAnswer,
  announcementsQuery,
  changeAnnouncementRequest,
  createAnnouncementRequest,
} from './schema.ts';
import {
  changeAnnouncement,
  createAnnouncement,
  deleteAnnouncement,
  listAnnouncements,
  seeAnnouncement,
} from './store.ts';

export async function announcementRoutes(app: App): Promise<void> {
  const { db } = app.services;
  const { board } = app;

  app.get(
    '/announcements',
    {
      schema: {
        summary: 'Announcements of the district and of the schools one belongs to, newest first',
        querystring: announcementsQuery,
        response: { 200: announcementsAnswer },
      },
    },
    (request) => listAnnouncements(db, request.scope, request.query),
  );

  app.post(
    '/announcements',
    {
      schema: {
        summary: 'Announce something to a school or to the district',
        body: createAnnouncementRequest,
        response: { 201: announcementSchema },
      },
    },
    async (request, reply) => {
      const made = await createAnnouncement(db, request.scope, request.body);
      board.changed();
      return reply.code(201).send(made);
    },
  );

  app.patch(
    '/announcements/:id',
    {
      schema: {
        summary: 'Change an announcement; other words show it again to those who put it away',
        params: idParams,
        body: changeAnnouncementRequest,
        response: { 200: announcementSchema },
      },
    },
    async (request) => {
      const changed = await changeAnnouncement(db, request.scope, request.params.id, request.body);
      board.changed();
      return changed;
    },
  );

  app.delete(
    '/announcements/:id',
    { schema: { summary: 'Take an announcement back', params: idParams, response: { 204: z.null() } } },
    async (request, reply) => {
      await deleteAnnouncement(db, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/announcements/:id/seen',
    { schema: { summary: 'Put an announcement away for oneself', params: idParams, response: { 204: z.null() } } },
    async (request, reply) => {
      await seeAnnouncement(db, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
