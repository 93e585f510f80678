import { z } from 'zod';
import { announcementSchema } from '../announcements/schema.ts';
import { dateSchema, idSchema } from '../common/schema.ts';

/** A class the caller teaches, with the newest scheme of the term that runs or comes next. */
const dashboardClassSchema = z.object({
  allocationId: idSchema,
  className: z.string(),
  grade: z.string(),
  learningArea: z.string(),
  scheme: z.object({ id: idSchema, status: z.string() }).nullable(),
});
export type DashboardClass = z.infer<typeof dashboardClassSchema>;

/** What a school the caller looks after has. */
const dashboardSchoolSchema = z.object({
  id: idSchema,
  name: z.string(),
  people: z.int(),
  /** Have an account and never chose a password of their own. */
  neverSignedIn: z.int(),
  /** Who teaches what to whom: as many schemes of work are due in the term. */
  allocations: z.int(),
  withScheme: z.int(),
});
export type DashboardSchool = z.infer<typeof dashboardSchoolSchema>;

/** `GET /api/v1/dashboard`: what is due, on one page. */
export const dashboardSchema = z.object({
  today: dateSchema,
  /** Runs, or comes next. `week` is null before it starts. */
  term: z
    .object({
      id: idSchema,
      year: z.int(),
      number: z.int(),
      start: dateSchema,
      end: dateSchema,
      week: z.int().nullable(),
    })
    .nullable(),
  /** Of today, not put away by the caller. */
  announcements: z.array(announcementSchema),
  classes: z.array(dashboardClassSchema),
  /** For who looks at records of work: those of the week that was over last in which something was written down. */
  records: z
    .object({
      /** Its Monday. */
      week: dateSchema,
      written: z.int(),
      /** Nobody has looked at them. */
      open: z.int(),
    })
    .nullable(),
  /** At most 200, by name. */
  schools: z.array(dashboardSchoolSchema),
});
export type Dashboard = z.infer<typeof dashboardSchema>;
