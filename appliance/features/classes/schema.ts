import { z } from 'zod';
import { idSchema, line } from '../common/schema.ts';

/** How many learners; no learner is named anywhere. */
const roll = z.int().min(0).max(500);

export const classSchema = z.object({
  id: idSchema,
  schoolId: idSchema,
  /** `Grade 4`, as the curriculum says it. */
  grade: z.string(),
  /** `4 East`. */
  name: z.string(),
  boys: z.int(),
  girls: z.int(),
});
export type Class = z.infer<typeof classSchema>;

/** `GET /api/v1/classes?schoolId=…`: all of a school, by grade and name. */
export const classesQuery = z.object({ schoolId: idSchema });
export const classesAnswer = z.object({ items: z.array(classSchema) });
export type ClassesAnswer = z.infer<typeof classesAnswer>;

/** `POST /api/v1/classes`, by whoever keeps the school's timetable. */
export const createClassRequest = z.strictObject({
  schoolId: idSchema,
  grade: line(40),
  name: line(40),
  boys: roll.default(0),
  girls: roll.default(0),
});
export type CreateClassRequest = z.infer<typeof createClassRequest>;

/** `PATCH /api/v1/classes/:id`: what is given is changed. */
export const changeClassRequest = z
  .strictObject({ grade: line(40), name: line(40), boys: roll, girls: roll })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'nothing to change is given');
export type ChangeClassRequest = z.infer<typeof changeClassRequest>;
