import { z } from 'zod';
import { activitySchema } from '../activity/schema.ts';
import { momentSchema } from '../common/schema.ts';

const part = { ok: z.boolean(), ms: z.number(), error: z.string().optional() };

/**
 * `GET /health`: 200 when ready, 503 when not; always answered within a second and a half. `alive`: this process
 * serves. `ready`: the database and the queue's Redis answer. Without workers or cache it is ready but `degraded`.
 */
export const healthSchema = z.object({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  alive: z.literal(true),
  ready: z.boolean(),
  version: z.string(),
  pid: z.int(),
  uptimeSeconds: z.number(),
  /** The site is closed to teachers since then. */
  maintenance: z.object({ since: momentSchema, until: momentSchema.nullable() }).nullable(),
  /** Of the whole server in the last minute; null when it could not be read. */
  activity: activitySchema.nullable(),
  parts: z.object({
    database: z.object({ ...part, connectionsUsed: z.int().optional(), connectionsMax: z.int().optional() }),
    redisQueue: z.object(part),
    redisCache: z.object(part),
    queues: z.object({
      ...part,
      queues: z.array(z.object({ name: z.string(), waiting: z.int(), active: z.int(), failed: z.int() })),
    }),
    workers: z.object({ ...part, seen: z.int() }),
  }),
});
export type Health = z.infer<typeof healthSchema>;
