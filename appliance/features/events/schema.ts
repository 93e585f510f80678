import { z } from 'zod';
import { jobSchema } from '../jobs/schema.ts';

/**
 * `GET /api/v1/events`: server-sent events, one stream a browser. First `hello`, then `job` whenever a job of the
 * caller changes. A comment line every 15 s keeps the way open. Events may be missed while disconnected: after
 * `hello`, ask `GET /api/v1/jobs/:id` for what is still awaited.
 */
export const eventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('hello'), data: z.object({ serverTime: z.iso.datetime() }) }),
  z.object({ event: z.literal('job'), data: jobSchema }),
]);
export type Event = z.infer<typeof eventSchema>;
