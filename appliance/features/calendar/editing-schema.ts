import { z } from 'zod';
import { dateSchema, idSchema, line } from '../common/schema.ts';
import { dayKinds } from './schema.ts';

const termInput = z
  .strictObject({ number: z.int().min(1).max(4), start: dateSchema, end: dateSchema })
  .refine(({ start, end }) => start <= end, { message: 'the term ends before it begins', path: ['end'] });

/** Days without ordinary lessons, of all grades or one. */
const dayInput = z
  .strictObject({
    from: dateSchema,
    to: dateSchema,
    kind: z.enum(dayKinds),
    status: z.enum(['tentative', 'confirmed']).default('confirmed'),
    label: line(120),
    grade: line(40).nullable().default(null),
  })
  .refine(({ from, to }) => from <= to, { message: 'it ends before it begins', path: ['to'] })
  .refine(({ from, to }) => daysBetween(from, to) <= 200, { message: 'longer than 200 days', path: ['to'] });
export type DayInput = z.infer<typeof dayInput>;

/** `PUT /api/v1/calendars/:year` (a new version) and `POST …/preview`. `version` is the one it was made on, 0 for none. */
export const calendarRequest = z.strictObject({
  version: z.int().min(0),
  terms: z
    .array(termInput)
    .min(1)
    .max(4)
    .superRefine((terms, context) => {
      const sorted = [...terms].sort((a, b) => a.number - b.number);
      for (const [index, one] of sorted.entries()) {
        const next = sorted[index + 1];
        if (next === undefined) continue;
        if (one.number === next.number) context.addIssue(`term ${one.number} occurs twice`);
        else if (one.end >= next.start) context.addIssue(`term ${next.number} begins before term ${one.number} ends`);
      }
    }),
  days: z.array(dayInput).max(200),
});
export type CalendarRequest = z.infer<typeof calendarRequest>;

export const yearParams = z.object({ year: z.coerce.number().int().min(2000).max(2100) });
export const calendarQuery = z.object({ schoolId: idSchema.optional() });

export const calendarDaySchema = z.object({
  from: dateSchema,
  to: dateSchema,
  kind: z.enum(dayKinds),
  status: z.enum(['tentative', 'confirmed']),
  label: z.string(),
  grade: z.string().nullable(),
  /** The school's own, not the district's. */
  ofSchool: z.boolean(),
});
export type CalendarDay = z.infer<typeof calendarDaySchema>;

/** `GET /api/v1/calendars/:year?schoolId=`: the calendar in force, with the closures of the school that is named. */
export const calendarAnswer = z.object({
  year: z.int(),
  /** 0 while the year has none. */
  version: z.int(),
  terms: z.array(z.object({ id: idSchema, number: z.int(), start: dateSchema, end: dateSchema })),
  days: z.array(calendarDaySchema),
});
export type CalendarAnswer = z.infer<typeof calendarAnswer>;

/** What a changed calendar means, before it is published. School days are those from Monday to Friday. */
export const calendarEffectSchema = z.object({
  terms: z.array(
    z.object({
      number: z.int(),
      schoolDaysBefore: z.int(),
      schoolDaysAfter: z.int(),
      /** Schemes of work that were made for the term as it was. */
      schemes: z.int(),
      changed: z.boolean(),
    }),
  ),
  /** Labels of days that lie in no term and so change nothing. */
  outside: z.array(z.string()),
});
export type CalendarEffect = z.infer<typeof calendarEffectSchema>;

/** `PUT /api/v1/schools/:id/closures/:year`: all of the school's own days of the year. */
export const closuresRequest = z.strictObject({ days: z.array(dayInput).max(100) });
export const closuresParams = yearParams.extend({ id: idSchema });

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
