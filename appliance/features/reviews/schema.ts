import { z } from 'zod';
import { dateSchema, idSchema, momentSchema } from '../common/schema.ts';

export const approvingRoles = ['head-of-department', 'deputy', 'head'] as const;
export const reviewStates = ['submitted', 'endorsed', 'returned', 'approved', 'withdrawn'] as const;

/** `deputy` is done by the deputy or the head. An optional step is left out when nobody could do it. */
export const flowStepSchema = z.strictObject({ role: z.enum(approvingRoles), optional: z.boolean() });
export type FlowStep = z.infer<typeof flowStepSchema>;
/** `GET` and `PUT /api/v1/schools/:id/flow`: who looks at a scheme of work that is handed in, in order. */
export const flowSchema = z.strictObject({ steps: z.array(flowStepSchema).min(1).max(3) });
export type Flow = z.infer<typeof flowSchema>;

/**
 * `POST /api/v1/schemes/:id/submit`: with the version of the scheme that its teacher saw, another one is refused with 409.
 * It may be left out, body and all, which hands in whatever is there.
 */
export const handInRequest = z.strictObject({ schemeVersion: z.int().min(1).optional() }).nullish();
export type HandInRequest = z.infer<typeof handInRequest>;

export const reviewSummarySchema = z.object({
  id: idSchema,
  schemeId: idSchema,
  revision: z.int(),
  state: z.enum(reviewStates),
  /** The role it waits for; null when it waits for nobody. */
  waitsFor: z.enum(approvingRoles).nullable(),
  className: z.string(),
  learningArea: z.string(),
  term: z.object({ year: z.int(), number: z.int() }),
  teacher: z.string(),
  submittedAt: momentSchema,
  /** What the rules of the template found; only a document without any is approved in a batch. */
  findings: z.int(),
  /** First letters of the hash of what was handed in, as they are printed: `3F2A-77C1-09BE`. */
  code: z.string(),
});
export type ReviewSummary = z.infer<typeof reviewSummarySchema>;

/** `GET /api/v1/reviews`: what waits for the caller, the oldest first. */
export const reviewsAnswer = z.object({ items: z.array(reviewSummarySchema) });
export type ReviewsAnswer = z.infer<typeof reviewsAnswer>;

const cellText = z.union([z.string(), z.array(z.string())]);
export const snapshotRowSchema = z.object({
  id: idSchema,
  kind: z.enum(['lesson', 'banner']),
  week: z.int(),
  lesson: z.string(),
  date: dateSchema.nullable(),
  units: z.int(),
  cells: z.record(z.string(), cellText),
});
export type SnapshotRow = z.infer<typeof snapshotRowSchema>;

export const differenceSchema = z.object({
  rowId: idSchema,
  kind: z.enum(['added', 'removed', 'changed', 'moved']),
  week: z.int(),
  lesson: z.string(),
  /** Of `changed`: what of it, as it was and as it is. */
  cell: z.string().optional(),
  before: z.string().optional(),
  after: z.string().optional(),
});
export type Difference = z.infer<typeof differenceSchema>;

export const reviewSchema = reviewSummarySchema.extend({
  /** The caller may decide now. */
  mayDecide: z.boolean(),
  rows: z.array(snapshotRowSchema),
  decisions: z.array(
    z.object({
      decision: z.enum(['endorse', 'approve', 'return']),
      role: z.enum(approvingRoles),
      by: z.string().nullable(),
      comment: z.string(),
      at: momentSchema,
    }),
  ),
  comments: z.array(
    z.object({ rowId: idSchema, cell: z.string(), text: z.string(), by: z.string().nullable(), at: momentSchema }),
  ),
  /** Against the revision before; none of the first. */
  differences: z.array(differenceSchema),
});
export type Review = z.infer<typeof reviewSchema>;

const comment = z.string().trim().max(1_000);
/** `POST /api/v1/reviews/:id/decide` */
export const decideRequest = z
  .strictObject({
    decision: z.enum(['pass', 'return']),
    comment: comment.default(''),
    comments: z
      .array(
        z.strictObject({
          rowId: idSchema,
          cell: z.string().regex(/^[a-zA-Z][\w.-]{0,39}$/, 'not the name of a cell'),
          text: comment.min(1),
        }),
      )
      .max(100)
      .default([]),
  })
  .refine(({ decision, comment: reason, comments }) => decision === 'pass' || reason !== '' || comments.length > 0, {
    message: 'say why it is returned, for the whole or at a cell',
    path: ['comment'],
  });
export type DecideRequest = z.infer<typeof decideRequest>;

/** `POST /api/v1/reviews/pass`: several at once; one with findings is left for a look of its own. */
export const passRequest = z.strictObject({ ids: z.array(idSchema).min(1).max(100) });
export const passAnswer = z.object({
  items: z.array(z.object({ id: idSchema, status: z.enum(['passed', 'has-findings', 'not-waiting']) })),
});
export type PassAnswer = z.infer<typeof passAnswer>;

/** `GET /api/v1/schemes/:id/reviews`: newest first; and how the living scheme differs from what was approved. */
export const schemeReviewsAnswer = z.object({
  items: z.array(reviewSummarySchema),
  approved: z.object({ reviewId: idSchema, differences: z.array(differenceSchema) }).nullable(),
  mayHandIn: z.boolean(),
});
export type SchemeReviewsAnswer = z.infer<typeof schemeReviewsAnswer>;
