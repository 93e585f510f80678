import { z } from 'zod';
import { dateSchema } from '../common/schema.ts';

/** `POST /api/v1/schools/:id/timetable/preview`, a CSV or XLSX file as the body: what it would bring. */
export const timetablePreviewSchema = z.object({
  ok: z.boolean(),
  lessons: z.int(),
  classes: z.int(),
  newClasses: z.array(z.string()),
  /** By the rows people see; at most 200. */
  problems: z.array(z.object({ row: z.int(), problem: z.string() })),
});
export type TimetablePreview = z.infer<typeof timetablePreviewSchema>;

/** `POST …/import?from=`: in force from that day on, today unless told. */
export const timetableImportQuery = z.object({ from: dateSchema.optional() });
