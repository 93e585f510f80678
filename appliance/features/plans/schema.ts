import { z } from 'zod';
import { dateSchema, idSchema } from '../common/schema.ts';
import { block } from '../schemes/edit/cells.ts';
import { clientOpId } from '../schemes/edit/schema.ts';

const step = z.strictObject({ minutes: z.int().min(0).max(600), text: block(2_000) });
const planValue = z.union([block(6_000), z.array(block(2_000)).max(30), z.array(step).max(30)]);

export const planSectionSchema = z.object({
  /** What it holds, whatever its label: `outcomes`, `steps`. */
  slot: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'list', 'steps', 'choices', 'blank']),
  /** Sections after each other with the same group stand under it. */
  group: z.string().optional(),
  leadIn: z.string().optional(),
  choices: z.array(z.string()).optional(),
  lines: z.int().optional(),
  value: z.union([z.string(), z.array(z.string()), z.array(z.object({ minutes: z.int(), text: z.string() }))]),
  /** Stays when the plan is made anew. */
  locked: z.boolean(),
  /** Holds what a person typed. */
  edited: z.boolean(),
  /** Has other wordings; the others say what the scheme says. */
  rewordable: z.boolean(),
});

export const findingSchema = z.object({ slot: z.string(), level: z.enum(['warn', 'error']), message: z.string() });

export const planSummarySchema = z.object({
  rowId: idSchema,
  week: z.int(),
  lesson: z.string(),
  date: dateSchema.nullable(),
  minutes: z.int(),
  strand: z.string(),
  subStrand: z.string(),
  nodeId: idSchema.nullable(),
  /** Was looked at or prepared in bulk. */
  prepared: z.boolean(),
  /** A person changed something in it. */
  edited: z.boolean(),
  /** What the template's rules found when it was prepared or changed. */
  findings: z.int(),
});
export type PlanSummary = z.infer<typeof planSummarySchema>;

/** `GET /api/v1/schemes/:id/plans`: every lesson that has a day; its plan exists whether or not anybody touched it. */
export const plansAnswer = z.object({
  editable: z.boolean(),
  items: z.array(planSummarySchema),
});
export type PlansAnswer = z.infer<typeof plansAnswer>;

/** `GET /api/v1/schemes/:id/plans/:rowId`, with `ETag`. */
export const planSchema = planSummarySchema.extend({
  schemeId: idSchema,
  /** 0 until somebody touches it. */
  version: z.int(),
  editable: z.boolean(),
  templateKey: z.string(),
  title: z.string(),
  sections: z.array(planSectionSchema),
  /** Minutes of the steps together; they should make `minutes`. */
  plannedMinutes: z.int(),
  notes: z.array(findingSchema),
  /** Plans before and after it. */
  previous: idSchema.nullable(),
  next: idSchema.nullable(),
});
export type Plan = z.infer<typeof planSchema>;

export const planQuery = z.object({ language: z.enum(['en', 'sw', 'fr']).default('en') });
export const planParams = z.object({ id: idSchema, rowId: idSchema });

/** `PATCH /api/v1/schemes/:id/plans/:rowId`: sections somebody changed since `planVersion` are told with 409, in `current`. */
export const planPatch = z.strictObject({
  clientOpId,
  planVersion: z.int().min(0),
  values: z.record(z.string(), planValue).default({}),
  locks: z.record(z.string(), z.boolean()).default({}),
});
export type PlanPatch = z.infer<typeof planPatch>;

/** Another wording: of one section, or of all that are not locked. */
export const planRegenerate = z.strictObject({ clientOpId, slot: z.string().optional() });

/** Which plans to prepare. `all` takes the whole term. */
export const prepareRequest = z.strictObject({
  what: z.union([
    z.strictObject({ week: z.int().min(1).max(60) }),
    z.strictObject({ nodeId: idSchema }),
    z.literal('all'),
  ]),
});
export type PrepareRequest = z.infer<typeof prepareRequest>;
