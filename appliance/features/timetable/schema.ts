import { z } from 'zod';
import { dateSchema, idSchema } from '../common/schema.ts';
import { lessonSlotSchema } from '../schemes/schema.ts';

export const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of the day such as 08:20');

/** When a lesson of the day begins and how long a single one is. */
export const periodSchema = z.strictObject({
  period: z.int().min(1).max(16),
  start: clockSchema,
  minutes: z.int().min(10).max(180),
});
export type Period = z.infer<typeof periodSchema>;

/** The times of a school's day: those of all grades (`grade` empty) and of grades that have their own. */
export const dayTimesSchema = z.strictObject({
  grade: z.string().trim().max(40),
  periods: z
    .array(periodSchema)
    .max(16)
    .superRefine((periods, context) => {
      const sorted = [...periods].sort((a, b) => a.period - b.period);
      for (const [index, one] of sorted.entries()) {
        const next = sorted[index + 1];
        if (next === undefined) continue;
        if (one.period === next.period) context.addIssue(`lesson ${one.period} occurs twice`);
        else if (minutesOfDay(one.start) + one.minutes > minutesOfDay(next.start)) {
          context.addIssue(`lesson ${next.period} begins before lesson ${one.period} ends`);
        }
      }
    }),
});
export type DayTimes = z.infer<typeof dayTimesSchema>;
/** `GET` and `PUT /api/v1/schools/:id/day-times`: all of them at once. */
export const dayTimesAnswer = z.object({ items: z.array(dayTimesSchema) });
export type DayTimesAnswer = z.infer<typeof dayTimesAnswer>;
export const dayTimesRequest = z.strictObject({
  items: z
    .array(dayTimesSchema)
    .max(40)
    .refine((all) => new Set(all.map((one) => one.grade)).size === all.length, 'a grade occurs twice'),
});

export const timetableLessonSchema = z.object({
  id: idSchema,
  allocationId: idSchema,
  weekday: z.int(),
  period: z.int(),
  units: z.int(),
  /** By the times of the school's day; null while there are none. */
  start: clockSchema.nullable(),
  /** Of the whole lesson: a double has those of both. */
  minutes: z.int(),
  schoolId: idSchema,
  class: z.object({ id: idSchema, name: z.string(), grade: z.string() }),
  learningArea: z.object({ id: idSchema, name: z.string() }),
  teacher: z.object({ id: idSchema, fullName: z.string() }),
});
export type TimetableLesson = z.infer<typeof timetableLessonSchema>;

/** Two lessons at once. Shown, not refused: streams are joined and classes split for good reasons. */
export const clashSchema = z.object({
  kind: z.enum(['teacher-twice', 'class-twice']),
  weekday: z.int(),
  period: z.int(),
  lessons: z.array(timetableLessonSchema),
});
export type Clash = z.infer<typeof clashSchema>;

/** `GET /api/v1/timetable`: of a class, an allocation, a teacher (`me`, at all schools) or a whole school. */
export const timetableQuery = z
  .object({
    allocationId: idSchema.optional(),
    classId: idSchema.optional(),
    teacherId: z.union([z.literal('me'), idSchema]).optional(),
    schoolId: idSchema.optional(),
    on: dateSchema.optional(),
  })
  .refine((query) => query.schoolId ?? query.classId ?? query.allocationId ?? query.teacherId, {
    message: 'a school, a class, an allocation or a teacher is needed',
    path: ['schoolId'],
  });
export type TimetableQuery = z.infer<typeof timetableQuery>;

export const timetableAnswer = z.object({
  /** Changes when the lessons do; a change names the one it was made on. */
  version: z.string(),
  on: dateSchema,
  lessons: z.array(timetableLessonSchema),
  clashes: z.array(clashSchema),
});
export type TimetableAnswer = z.infer<typeof timetableAnswer>;

/**
 * `PUT /api/v1/classes/:id/timetable`: the whole week of a class from a day on, today unless told. What was before
 * that day stays as it was. Answers `conflict` when the timetable was changed since `version`.
 */
export const changeTimetableRequest = z.strictObject({
  version: z.string().max(64),
  from: dateSchema.optional(),
  lessons: z
    .array(lessonSlotSchema.extend({ allocationId: idSchema }))
    .max(200)
    .refine(
      (lessons) =>
        new Set(lessons.map((one) => `${one.allocationId} ${one.weekday} ${one.period}`)).size === lessons.length,
      'the same lesson occurs twice',
    )
    .refine((lessons) => lessons.every((one) => one.period + one.units <= 17), 'a double lesson runs past lesson 16'),
});
export type ChangeTimetableRequest = z.infer<typeof changeTimetableRequest>;

/** `PUT /api/v1/allocations/:id/lessons`: as above, for one teacher's learning area of a class. */
export const changeLessonsRequest = z.strictObject({
  version: z.string().max(64),
  from: dateSchema.optional(),
  lessons: z
    .array(lessonSlotSchema)
    .max(40)
    .refine(
      (lessons) => new Set(lessons.map((one) => `${one.weekday} ${one.period}`)).size === lessons.length,
      'the same weekday and period occur twice',
    )
    .refine((lessons) => lessons.every((one) => one.period + one.units <= 17), 'a double lesson runs past lesson 16'),
});
export type ChangeLessonsRequest = z.infer<typeof changeLessonsRequest>;

export function minutesOfDay(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
