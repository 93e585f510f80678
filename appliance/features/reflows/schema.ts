import { z } from 'zod';
import { dateSchema, idSchema, momentSchema } from '../common/schema.ts';
import { acceptedJobSchema } from '../jobs/schema.ts';

/**
 * What becomes of a scheme: `moves` it would; `moved` it did; `same` nothing changes; `in-review` it was handed in and
 * waits for its approval; `no-teacher` nobody teaches it now; `no-term` its term is gone from the calendar; `changed`
 * somebody changed it since it was looked at.
 */
const reflowStates = ['moves', 'moved', 'same', 'in-review', 'no-teacher', 'no-term', 'changed'] as const;

const reflowSchemeSchema = z.object({
  schemeId: idSchema,
  version: z.int(),
  className: z.string(),
  learningArea: z.string(),
  term: z.object({ year: z.int(), number: z.int() }),
  state: z.enum(reflowStates),
  /** Lessons that get another day. */
  moves: z.int(),
  /** Lessons for which the term has no day left. */
  carriedOver: z.int(),
  /** Lessons planned for a double that get a single. */
  shortened: z.int(),
});
export type ReflowScheme = z.infer<typeof reflowSchemeSchema>;

export const reflowTeacherSchema = z.object({
  id: idSchema,
  fullName: z.string(),
  schemes: z.array(reflowSchemeSchema),
});
export type ReflowTeacher = z.infer<typeof reflowTeacherSchema>;

/** `GET /api/v1/reflows/:id`: whoever asked for it alone. */
export const reflowSchema = z.object({
  id: idSchema,
  schoolId: idSchema,
  /** Lessons before this day stay where they are. */
  from: dateSchema,
  stage: z.enum(['looking', 'looked', 'moving', 'moved', 'stopped']),
  /** Of a stopped one: why, in a sentence. */
  problem: z.string().nullable(),
  /** By name. */
  teachers: z.array(reflowTeacherSchema),
  createdAt: momentSchema,
});
export type Reflow = z.infer<typeof reflowSchema>;

/** `POST /api/v1/schools/:id/reflows`, header `Idempotency-Key`: looks, and changes nothing. */
export const startReflowRequest = z.strictObject({ from: dateSchema });

export const acceptedReflowSchema = acceptedJobSchema.extend({ reflowId: idSchema });
export type AcceptedReflow = z.infer<typeof acceptedReflowSchema>;
