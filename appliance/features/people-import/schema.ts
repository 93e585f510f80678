import { z } from 'zod';
import { idSchema, momentSchema } from '../common/schema.ts';
import { acceptedJobSchema } from '../jobs/schema.ts';

/**
 * `POST /api/v1/people/imports`: the file itself as the body, of type `application/octet-stream`. CSV or XLSX, up to
 * 8 MB. With `schoolId` every row is of that school; without it each needs a school code.
 */
export const uploadQuery = z.object({
  fileName: z.string().trim().min(1).max(200),
  schoolId: idSchema.optional(),
});

export const importFields = [
  'staff_no',
  'user_name',
  'name',
  'phone',
  'school_code',
  'department',
  'roles',
  'language',
  /** `4 East: English; 5 West: Mathematics` */
  'teaches',
  /** Instead of it two columns: every class of the one in every learning area of the other. */
  'classes',
  'learning_areas',
] as const;
/** Columns of the export. */
export const exportFields = importFields.filter((field) => field !== 'classes' && field !== 'learning_areas');
/** Number of the column each field is read from, 0 first. */
export const mappingSchema = z.partialRecord(z.enum(importFields), z.int().min(0).max(99));
export type ImportMapping = z.infer<typeof mappingSchema>;

export const importStates = ['checking', 'checked', 'refused', 'committing', 'committed'] as const;
export const importRowStates = ['new', 'changed', 'same', 'duplicate', 'ambiguous', 'error', 'left'] as const;
export type ImportRowState = (typeof importRowStates)[number];

/** Answers of every call that starts work on an import. */
export const acceptedImportSchema = acceptedJobSchema.extend({ importId: idSchema });
export type AcceptedImport = z.infer<typeof acceptedImportSchema>;

export const importSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  state: z.enum(importStates),
  schoolId: idSchema.nullable(),
  headings: z.array(z.string()),
  mapping: mappingSchema.nullable(),
  /** What was guessed about the file. */
  notes: z.array(z.string()),
  /** Of a refused file: why, in a sentence. */
  problem: z.string().nullable(),
  /** Rows of each kind; `left`: people of the schools in the file whom it does not name. */
  counts: z.record(z.enum(importRowStates), z.int()),
  done: z.int(),
  skipped: z.int(),
  createdAt: momentSchema,
});
export type PeopleImport = z.infer<typeof importSchema>;

/** `GET /api/v1/people/imports/:id/rows`: by row number. */
export const importRowsQuery = z.object({
  state: z.enum(importRowStates).optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const importRowSchema = z.object({
  /** As the spreadsheet counts; of who `left`, a number above all rows. */
  row: z.int(),
  state: z.enum(importRowStates),
  name: z.string().nullable(),
  signInName: z.string().nullable(),
  schoolCode: z.string().nullable(),
  reasons: z.array(z.string()),
  outcome: z.enum(['done', 'skipped']).nullable(),
});
export const importRowsAnswer = z.object({ items: z.array(importRowSchema), next: z.int().optional() });
export type ImportRowsAnswer = z.infer<typeof importRowsAnswer>;

/** `POST /api/v1/people/imports/:id/check`: looks again with other columns. */
export const checkImportRequest = z.strictObject({ mapping: mappingSchema });
/** `POST /api/v1/people/imports/:id/commit`: with `endLeft`, roles of who left end yesterday. */
export const commitImportRequest = z.strictObject({ endLeft: z.boolean().default(false) });
/** `GET /api/v1/people/export?schoolId=…`: CSV that can be imported again and changes nothing then. */
export const exportQuery = z.object({ schoolId: idSchema.optional() });
