import { z } from 'zod';
import { dateSchema, idSchema } from '../common/schema.ts';
import { lessonSlotSchema } from '../schemes/schema.ts';

/** Who teaches a learning area to a class, and when in the week. Documents belong to it, whoever teaches. */
export const allocationSchema = z.object({
  id: idSchema,
  schoolId: idSchema,
  class: z.object({ id: idSchema, name: z.string(), grade: z.string() }),
  learningArea: z.object({ id: idSchema, name: z.string(), grade: z.string() }),
  teacher: z.object({ id: idSchema, fullName: z.string() }),
  from: dateSchema,
  to: dateSchema.nullable(),
  /** By the timetable of the day asked for, in order of the week; empty while there is none. */
  lessons: z.array(lessonSlotSchema),
});
export type Allocation = z.infer<typeof allocationSchema>;

/** `GET /api/v1/allocations`: in force on a day, today unless told; `teacherId=me` are one's own, at all schools. */
export const allocationsQuery = z
  .object({
    schoolId: idSchema.optional(),
    classId: idSchema.optional(),
    teacherId: z.union([z.literal('me'), idSchema]).optional(),
    on: dateSchema.optional(),
  })
  .refine((query) => query.schoolId ?? query.classId ?? query.teacherId, {
    message: 'a school, a class or a teacher is needed',
    path: ['schoolId'],
  });
export type AllocationsQuery = z.infer<typeof allocationsQuery>;
export const allocationsAnswer = z.object({ items: z.array(allocationSchema) });
export type AllocationsAnswer = z.infer<typeof allocationsAnswer>;

/** `POST /api/v1/allocations`: by whoever keeps the timetable, and by teachers for themselves. */
export const createAllocationRequest = z
  .strictObject({
    classId: idSchema,
    learningAreaId: idSchema,
    teacherId: z.union([z.literal('me'), idSchema]),
    from: dateSchema.optional(),
    to: dateSchema.optional(),
  })
  .refine(endsAfterStart, { message: 'it ends before it begins', path: ['to'] });
export type CreateAllocationRequest = z.infer<typeof createAllocationRequest>;

/**
 * `PATCH /api/v1/allocations/:id`. Another teacher, given by whoever keeps the timetable, takes over today what was
 * made for the class: timetable, schemes of work and what belongs to them.
 */
export const changeAllocationRequest = z
  .strictObject({ teacherId: idSchema, from: dateSchema, to: dateSchema.nullable() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'nothing to change is given')
  .refine(endsAfterStart, { message: 'it ends before it begins', path: ['to'] });
export type ChangeAllocationRequest = z.infer<typeof changeAllocationRequest>;

function endsAfterStart({ from, to }: { from?: string | undefined; to?: string | null | undefined }): boolean {
  return from === undefined || to === undefined || to === null || from <= to;
}
