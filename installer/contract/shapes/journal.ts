import { z } from 'zod';
import type { ErrorCode } from '../../../provision/model/error.ts';
import { faceErrorSchema } from '../error.ts';
import { changeSchema } from './change.ts';
import { planSchema } from './plan.ts';

export const originSchema = z.object({ who: z.string(), from: z.string() });

export const verifiedSchema = z.object({
  name: z.string(),
  ok: z.boolean(),
  detail: z.string(),
  /** The one that failed, for which this was not run. */
  notRun: z.string().exactOptional(),
});

const code = faceErrorSchema.shape.code satisfies z.ZodType<ErrorCode>;
const step = z.string();
const evidence = z.array(z.string());

/** What a run wrote down, without the receipts, which are of no use to a face. */
export const journalEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run-started'), plan: planSchema, origin: originSchema }),
  z.object({ kind: z.literal('run-resumed'), origin: originSchema }),
  z.object({ kind: z.literal('step-satisfied'), step, evidence }),
  z.object({ kind: z.literal('step-started'), step, changes: z.array(changeSchema) }),
  z.object({ kind: z.literal('step-said'), step, line: z.string() }),
  z.object({ kind: z.literal('step-done'), step, evidence, durationMs: z.number() }),
  z.object({ kind: z.literal('step-undone'), step, durationMs: z.number() }),
  z.object({ kind: z.literal('step-failed'), step, code, message: z.string(), evidence }),
  z.object({ kind: z.literal('verified'), checks: z.array(verifiedSchema) }),
  z.object({
    kind: z.literal('run-finished'),
    outcome: z.enum(['done', 'failed', 'cancelled']),
    durationMs: z.number(),
  }),
]);

/** `seq` counts from 1 without gaps; `at` is ISO 8601 UTC. */
export const journalEntrySchema = z.object({ seq: z.int(), at: z.string(), event: journalEventSchema });
export type FaceEntry = z.infer<typeof journalEntrySchema>;
