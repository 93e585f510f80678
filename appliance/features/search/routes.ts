import type { App } from '../../app.ts';
import { searchAnswer, searchQuery } from './schema.ts';
import { search } from './store.ts';

export async function searchRoutes(app: App): Promise<void> {
  app.get(
    '/search',
    {
      schema: {
        summary: 'Schemes, people and sub-strands with these words',
        querystring: searchQuery,
        response: { 200: searchAnswer },
      },
    },
    (request) => search(app.services.db, request.scope, request.query.q),
  );
}
