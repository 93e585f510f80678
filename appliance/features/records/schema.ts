import { z } from 'zod';
import { dateSchema, idSchema } from '../common/schema.ts';
import { recordCheckSchema } from '../record-checks/schema.ts';

export const deliveryOutcomes = ['taught', 'partly', 'not-taught'] as const;
export const missReasons = [
  'teacher-absent',
  'official-duty',
  'learners-away',
  'school-event',
  'weather',
  'time-ran-out',
  'other',
] as const;

const clientOpId = z.string().regex(/^[\w-]{8,64}$/, '8 to 64 letters, digits, - or _');
const typed = z.string().trim().max(1_000);

export const deliverySchema = z.object({
  id: idSchema,
  outcome: z.enum(deliveryOutcomes),
  reason: z.enum(missReasons).nullable(),
  /** What was done, where it differs from the scheme. */
  note: z.string(),
  remarks: z.string(),
  /** How it is dealt with, of a lesson that was missed. */
  recovery: z
    .object({
      way: z.enum(['shift', 'absorb', 'recover', 'spend']),
      date: dateSchema.nullable(),
      period: z.int().nullable(),
      doneAt: dateSchema.nullable(),
      reasonNotDone: z.string(),
    })
    .nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const planRowSchema = z.object({
  id: idSchema,
  schemeId: idSchema,
  week: z.int(),
  lesson: z.string(),
  strand: z.string(),
  subStrand: z.string(),
  outcomes: z.array(z.string()),
});
export type PlanRow = z.infer<typeof planRowSchema>;

export const lessonOfDaySchema = z.object({
  allocationId: idSchema,
  className: z.string(),
  grade: z.string(),
  learningArea: z.string(),
  date: dateSchema,
  period: z.int(),
  units: z.int(),
  /** `08:20`; null while the school has no times of its day. */
  start: z.string().nullable(),
  minutes: z.int().nullable(),
  /** What the scheme of work says for it. */
  row: planRowSchema.nullable(),
  delivery: deliverySchema.nullable(),
});
export type LessonOfDay = z.infer<typeof lessonOfDaySchema>;

/** `GET /api/v1/today?date=`: the caller's lessons of a day, in order. */
export const todayQuery = z.object({ date: dateSchema.optional() });
export const todayAnswer = z.object({
  date: dateSchema,
  /** Why nothing is taught on the day. */
  closed: z.string().nullable(),
  lessons: z.array(lessonOfDaySchema),
});
export type TodayAnswer = z.infer<typeof todayAnswer>;

/**
 * `POST /api/v1/deliveries`: what became of lessons, as many as a device gathered while it was off. An item that was
 * sent before, known by its `clientOpId`, changes nothing. A later item about the same lesson replaces the earlier.
 */
export const recordRequest = z.strictObject({
  items: z
    .array(
      z
        .strictObject({
          clientOpId,
          allocationId: idSchema,
          date: dateSchema,
          period: z.int().min(1).max(16),
          units: z.int().min(1).max(2).default(1),
          rowId: idSchema.nullable().default(null),
          outcome: z.enum(deliveryOutcomes),
          reason: z.enum(missReasons).nullable().default(null),
          note: typed.default(''),
          remarks: typed.default(''),
        })
        .refine(({ outcome, reason }) => outcome !== 'not-taught' || reason !== null, {
          message: 'a lesson that was not taught needs a reason',
          path: ['reason'],
        }),
    )
    .min(1)
    .max(100),
});
export type RecordRequest = z.infer<typeof recordRequest>;
export type RecordItem = RecordRequest['items'][number];

export const recordAnswer = z.object({
  items: z.array(
    z.object({
      clientOpId: z.string(),
      status: z.enum(['saved', 'known', 'refused']),
      /** Of `refused`. */
      reason: z.enum(['not-yours', 'in-the-future', 'not-of-the-class']).optional(),
    }),
  ),
});
export type RecordAnswer = z.infer<typeof recordAnswer>;

/** `GET /api/v1/records`: the record of work of a class and learning area, a stretch of days at a time. */
export const recordsQuery = z
  .object({ allocationId: idSchema, from: dateSchema, to: dateSchema })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < 200 * 86_400_000, {
    message: 'at most 200 days, the first before the last',
    path: ['to'],
  });
export const recordsAnswer = z.object({
  items: z.array(lessonOfDaySchema),
  /** Weeks that were looked at, each by its Monday. */
  checks: z.array(recordCheckSchema.extend({ week: dateSchema })),
  /** The caller looks at this record. */
  mayCheck: z.boolean(),
});
export type RecordsAnswer = z.infer<typeof recordsAnswer>;

export const ways = ['shift', 'absorb', 'recover', 'spend'] as const;
export type Way = (typeof ways)[number];

const moveSchema = z.object({
  rowId: idSchema,
  subStrand: z.string(),
  from: dateSchema.nullable(),
  to: dateSchema.nullable(),
});
/** `GET /api/v1/deliveries/:id/ways`: what each way to go on after a missed lesson would move. Nothing is written. */
export const waysAnswer = z.object({
  schemeVersion: z.int(),
  ways: z.array(
    z.object({
      way: z.enum(ways),
      /** Why it cannot be gone; null when it can. */
      impossible: z.enum(['nothing-to-join', 'no-revision-left', 'no-free-lesson']).nullable(),
      moves: z.array(moveSchema),
      carriedOver: z.int(),
    }),
  ),
  /** Lessons of the coming days in which neither the class nor the teacher has one. */
  free: z.array(z.object({ date: dateSchema, period: z.int(), start: z.string().nullable() })),
});
export type WaysAnswer = z.infer<typeof waysAnswer>;

/** `POST /api/v1/deliveries/:id/way`: goes one of them. Refused when the scheme was changed since it was shown. */
export const wayRequest = z
  .strictObject({
    clientOpId,
    way: z.enum(ways),
    schemeVersion: z.int(),
    date: dateSchema.optional(),
    period: z.int().min(1).max(16).optional(),
  })
  .refine(({ way, date, period }) => way !== 'recover' || (date !== undefined && period !== undefined), {
    message: 'a lesson that is made up for needs a day and a lesson of it',
    path: ['date'],
  });
export type WayRequest = z.infer<typeof wayRequest>;

/** `PUT /api/v1/deliveries/:id/recovery`: the day a missed lesson was made up for, or why it was not. */
export const recoveryRequest = z.strictObject({
  doneAt: dateSchema.nullable(),
  reasonNotDone: z.string().trim().max(300).default(''),
});
export type RecoveryRequest = z.infer<typeof recoveryRequest>;

export const coverageSchema = z.object({
  allocationId: idSchema,
  schemeId: idSchema,
  school: z.string(),
  className: z.string(),
  learningArea: z.string(),
  teacher: z.string(),
  /** Lessons, doubles counted as two: of the term, until today, and taught of them. */
  planned: z.number(),
  due: z.number(),
  delivered: z.number(),
  deliveredPct: z.int(),
  /** Of what the curriculum means for the term: the part that has a day in the scheme, by its weight in lessons. */
  plannedPct: z.int(),
  /** The scheme is approved. */
  approved: z.boolean(),
  /** Taught of what was due; null before anything is. */
  pace: z.number().nullable(),
  /** Lessons that will be missing at the end of the term when it goes on as in the last four weeks. */
  short: z.int(),
  /** Missed lessons, and those of them that were made up for. */
  missed: z.int(),
  recovered: z.int(),
});
export type Coverage = z.infer<typeof coverageSchema>;
/** `GET /api/v1/coverage`: of one's own classes, of the department's or of the school's; of the running term. */
export const coverageAnswer = z.object({ items: z.array(coverageSchema) });
export type CoverageAnswer = z.infer<typeof coverageAnswer>;
