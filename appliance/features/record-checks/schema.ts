import { z } from 'zod';
import { dateSchema, idSchema, momentSchema } from '../common/schema.ts';
import { approvingRoles } from '../reviews/schema.ts';

const note = z.string().trim().max(500);

/** Who looked at the record of a week, and when. */
export const recordCheckSchema = z.object({
  by: z.string().nullable(),
  role: z.enum(approvingRoles),
  at: momentSchema,
  /** To the teacher. */
  note: z.string(),
  /** Something in the week was written or changed after it. */
  changedSince: z.boolean(),
});
export type RecordCheck = z.infer<typeof recordCheckSchema>;

export const weekOfRecordSchema = z.object({
  allocationId: idSchema,
  school: z.string(),
  className: z.string(),
  learningArea: z.string(),
  teacher: z.string(),
  /** Lessons the scheme of work has in the week until today; null when there is no scheme. */
  due: z.int().nullable(),
  /** Lessons of the week that were written down, and what became of them. */
  written: z.int(),
  partly: z.int(),
  missed: z.int(),
  /** Missed ones of which nobody has said how it goes on. */
  open: z.int(),
  check: recordCheckSchema.nullable(),
});
export type WeekOfRecord = z.infer<typeof weekOfRecordSchema>;

/** `GET /api/v1/record-checks?week=`: the records the caller looks at, of the week of that day; of this one unless told. */
export const recordChecksQuery = z.object({ week: dateSchema.optional() });
export const recordChecksAnswer = z.object({
  /** Monday and Sunday. */
  from: dateSchema,
  to: dateSchema,
  items: z.array(weekOfRecordSchema),
});
export type RecordChecksAnswer = z.infer<typeof recordChecksAnswer>;

/** `PUT /api/v1/record-checks`: ticks the week of that day; again replaces the tick. */
export const tickRequest = z.strictObject({
  week: dateSchema,
  allocationIds: z.array(idSchema).min(1).max(200),
  note: note.default(''),
});
export type TickRequest = z.infer<typeof tickRequest>;

/** `POST /api/v1/record-checks/take-back` */
export const takeBackRequest = z.strictObject({ week: dateSchema, allocationIds: z.array(idSchema).min(1).max(200) });
export type TakeBackRequest = z.infer<typeof takeBackRequest>;
