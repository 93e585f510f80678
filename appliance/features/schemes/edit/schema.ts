import { z } from 'zod';
import { idSchema } from '../../common/schema.ts';
import { schemeRowSchema } from '../schema.ts';
import { block, cellName, cellsSchema } from './cells.ts';

/** Made by the browser for every act, so that one sent twice is done once. */
export const clientOpId = z.string().regex(/^[\w-]{8,64}$/, '8 to 64 letters, digits, - or _');

const cellEdit = z.strictObject({
  type: z.literal('cells'),
  clientOpId,
  rowId: idSchema,
  /** Version of the row that the person saw: a cell that changed since is not overwritten. */
  rowVersion: z.int().min(1),
  cells: cellsSchema,
});
const lockEdit = z.strictObject({
  type: z.literal('lock'),
  clientOpId,
  rowId: idSchema,
  cells: z.array(cellName).min(1).max(20),
  /** A locked cell stays as it is when the row is made anew. */
  locked: z.boolean(),
});
const insertEdit = z.strictObject({
  type: z.literal('insert'),
  clientOpId,
  /** Where the new row goes; null for the top. */
  afterRowId: idSchema.nullable(),
  banner: z.enum(['revision', 'exam', 'holiday', 'remark']),
  text: block(500).refine((text) => text.trim() !== '', 'is empty'),
});
const removeEdit = z.strictObject({ type: z.literal('remove'), clientOpId, rowId: idSchema });
/** Words of a row across the sheet. */
const bannerEdit = z.strictObject({
  type: z.literal('banner'),
  clientOpId,
  rowId: idSchema,
  rowVersion: z.int().min(1),
  text: block(500).refine((text) => text.trim() !== '', 'is empty'),
});

export const editSchema = z.discriminatedUnion('type', [cellEdit, lockEdit, insertEdit, removeEdit, bannerEdit]);
export type Edit = z.infer<typeof editSchema>;

/** New rows of one request. */
export const mostInserts = 4;

/** `POST /api/v1/schemes/:id/edits`: in this order, all in one transaction; each has its own result. */
export const editsRequest = z.strictObject({
  edits: z
    .array(editSchema)
    .min(1)
    .max(200)
    .refine(
      (edits) => edits.filter(({ type }) => type === 'insert').length <= mostInserts,
      `at most ${mostInserts} new rows at once`,
    ),
});
export type EditsRequest = z.infer<typeof editsRequest>;

export const editResult = z.discriminatedUnion('status', [
  /** Done, now or when it was sent before. */
  z.object({ clientOpId: z.string(), status: z.literal('saved') }),
  /** Somebody changed the same cells meanwhile: nothing was written; here is what they hold now. */
  z.object({
    clientOpId: z.string(),
    status: z.literal('conflict'),
    rowId: idSchema,
    theirs: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
  /** The row is no longer there, or it cannot be changed in this way. */
  z.object({ clientOpId: z.string(), status: z.literal('refused'), reason: z.enum(['row-gone', 'not-removable']) }),
]);
export type EditResult = z.infer<typeof editResult>;

export const changedRows = {
  schemeVersion: z.int(),
  /** Every row that was changed, as it is now. */
  rows: z.array(schemeRowSchema),
  /** Rows that are gone. */
  removed: z.array(idSchema),
  /** All row identifiers in order, when rows came or went. */
  order: z.array(idSchema).optional(),
};
export const editsAnswer = z.object({ ...changedRows, results: z.array(editResult) });
export type EditsAnswer = z.infer<typeof editsAnswer>;

/** Answer of acts on a whole row or scheme. */
export const actAnswer = z.object(changedRows);
export type ActAnswer = z.infer<typeof actAnswer>;

/** `PATCH /api/v1/schemes/:id/rows/:rowId`, header `If-Match: "<version of the row>"`. 409 tells what is there now. */
export const rowPatch = z.strictObject({ clientOpId, cells: cellsSchema });
export const rowParams = z.object({ id: idSchema, rowId: idSchema });
export const ifMatch = z.object({ 'if-match': z.string().regex(/^"?\d{1,9}"?$/, 'the version of the row') });

export const actRequest = z.strictObject({ clientOpId });
export const undoRequest = z.strictObject({ clientOpId, redo: z.boolean().default(false) });
