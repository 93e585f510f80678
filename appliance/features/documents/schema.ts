import { z } from 'zod';
import { idSchema } from '../common/schema.ts';
import { acceptedJobSchema } from '../jobs/schema.ts';

export const documentFormats = ['pdf', 'docx', 'xlsx'] as const;
export type DocumentFormat = (typeof documentFormats)[number];
export const documentLanguages = ['en', 'sw', 'fr'] as const;

/** What can be put on paper, and of what: a scheme of work. */
export const documentKinds = ['scheme'] as const;

/**
 * `POST /api/v1/documents`, header `Idempotency-Key`: makes the file of a document as a job, whose target is the
 * `document` to fetch. The same contents are made once.
 */
export const makeDocumentRequest = z
  .strictObject({
    kind: z.enum(documentKinds),
    /** Identifier of the scheme of work. */
    sourceId: idSchema,
    format: z.enum(documentFormats),
    /** Of the printed labels; texts stay as they were written. */
    language: z.enum(documentLanguages).default('en'),
  })
  .refine(({ kind, format }) => format !== 'xlsx' || kind === 'scheme', {
    message: 'only a scheme of work is made as a spreadsheet',
    path: ['format'],
  });
export type MakeDocumentRequest = z.infer<typeof makeDocumentRequest>;

export const makeDocumentAnswer = acceptedJobSchema;
export type MakeDocumentAnswer = z.infer<typeof makeDocumentAnswer>;
