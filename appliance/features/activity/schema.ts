import { z } from 'zod';

/** What the whole server does, counted by all processes together over the last full minute. */
export const activitySchema = z.object({
  /** People who asked for something in the last five minutes. */
  peopleOn: z.int(),
  requestsPerSecond: z.number(),
  /** 95 of 100 answers came within so many milliseconds; null when nobody asked. */
  p95Ms: z.number().nullable(),
  /** Answers that are errors of the server's own (5xx). */
  errorsPerMinute: z.int(),
});
export type Activity = z.infer<typeof activitySchema>;
