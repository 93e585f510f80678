import { z } from 'zod';
import { idSchema, momentSchema } from '../common/schema.ts';

export const jobStates = ['waiting', 'active', 'completed', 'failed', 'cancelled'] as const;

/** `GET /api/v1/jobs/:id` and the data of every `job` event: the owner's alone. */
export const jobSchema = z.object({
  id: idSchema,
  /** Such as `scheme.generate`. More kinds come with time. */
  kind: z.string(),
  state: z.enum(jobStates),
  /** Units of work done of `total`; `total` is 0 until it is known. Never goes back. */
  done: z.int(),
  total: z.int(),
  /** What it makes or changes, when that is known already: such as a `scheme` by its identifier. */
  target: z.object({ type: z.string(), id: z.string() }).nullable(),
  /** Of a failed job: a sentence for the person. */
  error: z.string().nullable(),
  createdAt: momentSchema,
  finishedAt: momentSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/** Answer of every call that enqueues, with status 202. */
export const acceptedJobSchema = z.object({
  jobId: idSchema,
  state: z.enum(jobStates),
  /** Its place in the queue at that moment, 1 is next or begun; 0 when it is not known. */
  position: z.int(),
  /** Rough guess until it is done. */
  etaSeconds: z.number(),
});
export type AcceptedJob = z.infer<typeof acceptedJobSchema>;

/** Every POST that enqueues needs it: the same key and body give the same job. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z.string().regex(/^[\x21-\x7e]{8,100}$/, '8 to 100 visible characters'),
});
