import type { App } from '../../app.ts';
import { meAnswer } from './answer.ts';
import { meSchema } from './schema.ts';

export async function meRoutes(app: App): Promise<void> {
  app.get(
    '/me',
    {
      config: { beforePasswordChange: true, whileLocked: true },
      schema: { summary: 'Who is signed in', response: { 200: meSchema } },
    },
    async (request) => meAnswer(request.caller, app.services.settings),
  );
}
