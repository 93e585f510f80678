import type { App } from '../../app.ts';
import { dashboardSchema } from './schema.ts';
import { dashboards } from './store.ts';

export async function dashboardRoutes(app: App): Promise<void> {
  const read = dashboards(app.services.db, app.board);
  app.get(
    '/dashboard',
    { schema: { summary: 'What is due for the caller', response: { 200: dashboardSchema } } },
    (request) => read(request.scope),
  );
}
