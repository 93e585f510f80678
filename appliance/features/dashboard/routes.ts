import type { App } from '../../app.ts';
import { dashboardSchema } from './schema.ts';
import { readDashboard } from './store.ts';

export async function dashboardRoutes(app: App): Promise<void> {
  app.get(
    '/dashboard',
    { schema: { summary: 'What is due for the caller', response: { 200: dashboardSchema } } },
    (request) => readDashboard(app.services.db, request.scope),
  );
}
