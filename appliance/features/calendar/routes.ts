import type { App } from '../../app.ts';
import { today } from '../../today.ts';
import { termsAnswer } from './schema.ts';
import { listTerms } from './store.ts';

export async function calendarRoutes(app: App): Promise<void> {
  app.get(
    '/terms',
    { schema: { summary: 'Terms of this year and the next', response: { 200: termsAnswer } } },
    (request) => listTerms(app.services.db, request.scope.homes, today()),
  );
}
