import { z } from 'zod';
import { idSchema } from '../common/schema.ts';
import { acceptedJobSchema } from '../jobs/schema.ts';

export const documentFormats = ['pdf', 'docx', 'xlsx'] as const;
export type DocumentFormat = (typeof documentFormats)[number];
export const documentLanguages = ['en', 'sw', 'fr'] as const;

/**
 * What can be put on paper of a scheme of work: itself, the plan of a lesson, all of a week, the record of its class in
 * the term, and the lessons its teacher missed in the term.
 */
export const documentKinds = ['scheme', 'plan', 'week-pack', 'record', 'recovery'] as const;

/**
 * `POST /api/v1/documents`, header `Idempotency-Key`: makes the file of a document as a job, whose target is the
 * `document` to fetch. The same contents are made once.
 */
export const makeDocumentRequest = z
  .strictObject({
    kind: z.enum(documentKinds),
    /** Identifier of the scheme of work. */
    sourceId: idSchema,
    /** Of a `plan`: the lesson's row. */
    rowId: idSchema.optional(),
    /** Of a `week-pack`: the week of the term. */
    week: z.int().min(1).max(60).optional(),
    format: z.enum(documentFormats),
    /** Of the printed labels; texts stay as they were written. */
    language: z.enum(documentLanguages).default('en'),
  })
  .refine(({ kind, format }) => format !== 'xlsx' || kind === 'scheme', {
    message: 'only a scheme of work is made as a spreadsheet',
    path: ['format'],
  })
  .refine(({ kind, rowId }) => (kind === 'plan') === (rowId !== undefined), {
    message: 'the lesson of a plan, and of nothing else',
    path: ['rowId'],
  })
  .refine(({ kind, week }) => (kind === 'week-pack') === (week !== undefined), {
    message: 'the week of a week pack, and of nothing else',
    path: ['week'],
  });
export type MakeDocumentRequest = z.infer<typeof makeDocumentRequest>;

export const makeDocumentAnswer = acceptedJobSchema;
export type MakeDocumentAnswer = z.infer<typeof makeDocumentAnswer>;
