import { z } from 'zod';
import { idSchema, momentSchema } from '../common/schema.ts';

export const jobStates = ['waiting', 'active', 'completed', 'failed'] as const;

/** `GET /api/v1/jobs/:id` and the data of every `job` event: the owner's alone. */
export const jobSchema = z.object({
  id: idSchema,
  kind: z.enum(['scheme.generate']),
  state: z.enum(jobStates),
  /** Units of work done of `total`; `total` is 0 until it is known. Never goes back. */
  done: z.int(),
  total: z.int(),
  /** What it makes. */
  schemeId: idSchema.nullable(),
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
  /** Jobs of the queue waiting at that moment, this one included; 0 when it is not known. */
  position: z.int(),
  /** Rough guess until it is done. */
  etaSeconds: z.number(),
});
export type AcceptedJob = z.infer<typeof acceptedJobSchema>;
