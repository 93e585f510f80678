import type { App } from '../../app.ts';
import { manifest } from '../../manifest.ts';
import { checkHealth } from './check.ts';
import { type Health, healthSchema } from './schema.ts';

/** Many who ask at once share one look. */
const shareMs = 500;

export async function healthRoutes(app: App): Promise<void> {
  let latest: { at: number; health: Promise<Health> } | undefined;
  app.get(
    manifest.healthPath,
    {
      config: { open: true },
      schema: { summary: 'State of the service and its parts', response: { 200: healthSchema, 503: healthSchema } },
    },
    async (_request, reply) => {
      if (latest === undefined || Date.now() - latest.at > shareMs) {
        latest = { at: Date.now(), health: checkHealth(app.services, app.gate) };
      }
      const health = await latest.health;
      if (!health.ready) reply.header('retry-after', '2');
      return reply
        .code(health.ready ? 200 : 503)
        .header('cache-control', 'no-store')
        .send(health);
    },
  );
}
