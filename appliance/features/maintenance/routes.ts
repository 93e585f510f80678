import type { App } from '../../app.ts';
import { maintenanceAnswer } from './schema.ts';

export async function maintenanceRoutes(app: App): Promise<void> {
  app.get(
    '/maintenance',
    {
      config: { open: true },
      schema: { summary: 'Whether the site is closed, and what is announced', response: { 200: maintenanceAnswer } },
    },
    async () => app.gate.answer(),
  );
}
