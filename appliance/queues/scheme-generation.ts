import { z } from 'zod';
import { idSchema } from '../features/common/schema.ts';

/** One job makes the rows of one scheme of work. */
export const schemeGeneration = {
  name: 'scheme-generation',
  payload: z.strictObject({ jobId: idSchema }),
  /** Away services do not count as attempts; these are for what goes wrong unexpectedly. */
  options: {
    attempts: 3,
    backoff: { type: 'exponential', delay: 1_000 },
    removeOnComplete: { age: 3_600, count: 5_000 },
    removeOnFail: { age: 7 * 86_400, count: 5_000 },
  },
} as const;

/** Job ids of the queue: the same request, however often it is announced, is one job. */
export function queueJobId(jobId: string): string {
  return `job-${jobId}`;
}
