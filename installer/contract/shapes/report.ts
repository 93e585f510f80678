import { z } from 'zod';
import { tierSchema } from '../answers.ts';
import { changeSchema } from './change.ts';
import { verdictSchema } from './finding.ts';
import { originSchema, verifiedSchema } from './journal.ts';

/** A run from its journal: what was changed, how it was proven, how to undo it. */
export const reportSchema = z.object({
  format: z.literal(1),
  run: z.string(),
  kind: z.enum(['install', 'uninstall']),
  /** From the final checks alone. */
  outcome: z.enum(['done', 'done-with-warnings', 'not-done']),
  warnings: z.array(z.string()),
  displayName: z.string(),
  tier: tierSchema,
  version: z.string(),
  origin: originSchema,
  startedAt: z.string(),
  finishedAt: z.string().exactOptional(),
  resumed: z.int(),
  workedMs: z.number(),
  /** Where teachers open it: `https://plans.example.school/`. */
  addresses: z.array(z.string()),
  steps: z.array(
    z.object({
      step: z.string(),
      title: z.string(),
      state: z.enum(['done', 'as-it-should-be', 'put-back', 'failed', 'not-finished', 'not-reached']),
      durationMs: z.number().exactOptional(),
      changes: z.array(changeSchema),
      evidence: z.array(z.string()),
    }),
  ),
  verified: z.array(verifiedSchema),
  checks: z.array(z.object({ requirement: z.string(), title: z.string(), verdict: verdictSchema })),
  overrides: z.array(z.object({ requirement: z.string(), reason: z.string() })),
  undo: z.string(),
  secrets: z.array(z.object({ path: z.string(), what: z.string() })),
});
export type FaceReport = z.infer<typeof reportSchema>;
