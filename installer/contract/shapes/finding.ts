import { z } from 'zod';
import type { Verdict } from '../../../provision/model/requirement.ts';
import { tierSchema } from '../answers.ts';
import { faceErrorSchema } from '../error.ts';

const words = z.array(z.string());
const short = { measured: z.string(), needed: z.string(), why: words, fix: z.string() };

export const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('good'), measured: z.string(), needed: z.string() }),
  z.object({ kind: z.literal('could-be-better'), ...short, ticket: z.string().exactOptional() }),
  z.object({ kind: z.literal('must-fix'), ...short, ticket: z.string().exactOptional() }),
  z.object({ kind: z.literal('could-not-check'), needed: z.string(), why: words, fix: z.string() }),
]) satisfies z.ZodType<Verdict>;

export const findingSchema = z.object({
  id: z.string(),
  topic: z.enum(['server', 'storage', 'network', 'names', 'services', 'space', 'time']),
  title: z.string(),
  severity: z.enum(['block', 'advise']),
  verdict: verdictSchema,
  /** An install stops here: must be fixed, or accepted with a reason. */
  stops: z.boolean(),
  code: faceErrorSchema.shape.code,
  /** False: no reason is taken. */
  overridable: z.boolean(),
  override: z.object({ reason: z.string() }).exactOptional(),
});
export type FaceFinding = z.infer<typeof findingSchema>;

export const checkReportSchema = z.object({
  findings: z.array(findingSchema),
  wantedTier: tierSchema,
  /** The largest tier whose demands on size the machine meets. */
  tierMet: tierSchema.exactOptional(),
  limits: words,
  /** Estimated teachers at once. */
  goodFor: z.number().exactOptional(),
  /** Overrides that change nothing. */
  unusedOverrides: words,
  /** The machine and what it is good for, in two or three sentences. */
  sentence: z.string(),
});
