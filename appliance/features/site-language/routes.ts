import { z } from 'zod';
import type { App } from '../../app.ts';
import { siteLanguage } from './schema.ts';
import { readSiteLanguage, setSiteLanguage } from './store.ts';

/** In which language the site speaks where neither the person nor the device chose one. */
export async function siteLanguageRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/site-language',
    {
      config: { open: true },
      schema: { summary: 'In which language the site speaks to who chose none', response: { 200: siteLanguage } },
    },
    () => readSiteLanguage(db),
  );

  app.put(
    '/site-language',
    {
      schema: {
        summary: 'Choose the language of the site for the district',
        body: siteLanguage,
        response: { 204: z.null().describe('Done') },
      },
    },
    async (request, reply) => {
      await setSiteLanguage(db, request.scope, request.body);
      return reply.code(204).send(null);
    },
  );
}
