import { z } from 'zod';
import { dateSchema } from '../common/schema.ts';
import { approvingRoles } from '../reviews/schema.ts';

export const paperKinds = ['scheme', 'plan', 'record'] as const;

/** What stands on the paper of an approved document, as it was printed. */
export const paperFactsSchema = z.object({
  school: z.string(),
  className: z.string(),
  learningArea: z.string(),
  term: z.object({ year: z.int(), number: z.int() }),
  teacher: z.string(),
  /** Of a plan: its lesson. */
  lesson: z.object({ week: z.int(), lesson: z.string(), date: dateSchema }).nullable(),
  /** Of a record: the last day that was looked at. */
  until: dateSchema.nullable(),
  approved: z.object({
    /** Empty when the person is no longer known. */
    by: z.string(),
    role: z.enum(approvingRoles),
    on: dateSchema,
  }),
});
export type PaperFacts = z.infer<typeof paperFactsSchema>;

/** As it is typed from paper: letters that look like digits are taken for them, spaces and dashes do not count. */
export const verifyParams = z.object({ code: z.string().min(1).max(40) });

/**
 * `GET /api/v1/verify/:code`: whether a paper is what it says it is. Needs no sign-in, and tells what the paper itself
 * tells. `not-found` for every code that no paper has.
 */
export const paperSchema = paperFactsSchema.extend({
  kind: z.enum(paperKinds),
  /** `7K3M-9QWT-2XBF` */
  code: z.string(),
  /** First letters of the hash of the contents, as they stand at the foot of each page: `3F2A-77C1-09BE`. */
  contents: z.string(),
  /** False: it was changed since, or a newer one was approved. */
  isCurrent: z.boolean(),
});
export type Paper = z.infer<typeof paperSchema>;
