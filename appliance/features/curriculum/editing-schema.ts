import { z } from 'zod';
import { idSchema, line } from '../common/schema.ts';
import { hintKinds, outcomeDomains } from './schema.ts';

/** `PATCH /api/v1/learning-areas/:id`, of a draft. */
export const changeAreaRequest = z
  .strictObject({ lessonsPerWeek: z.int().min(1).max(20), lessonMinutes: z.int().min(10).max(180) })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'nothing to change is given');
export type ChangeAreaRequest = z.infer<typeof changeAreaRequest>;

/** `POST /api/v1/learning-areas/:id/nodes`: a strand, or a sub-strand of `parentId`, at the end. */
export const addNodeRequest = z.strictObject({ parentId: idSchema.optional(), title: line(300) });
export type AddNodeRequest = z.infer<typeof addNodeRequest>;

/**
 * `PUT /api/v1/nodes/:id`: all of a node. Texts of an outcome are kept letter by letter. Answers `conflict` when somebody
 * changed the node since `version`.
 */
export const changeNodeRequest = z.strictObject({
  version: z.int().min(1),
  code: line(40),
  title: line(300),
  /** Of sub-strands; a strand has those of its sub-strands. */
  suggestedLessons: z.int().min(1).max(400).optional(),
  term: z.int().min(1).max(3).nullable().optional(),
  outcomes: z
    .array(z.strictObject({ text: line(2000), domain: z.enum(outcomeDomains).nullable().optional() }))
    .max(200)
    .optional(),
  hints: z
    .array(z.strictObject({ kind: z.enum(hintKinds), text: line(2000) }))
    .max(400)
    .optional(),
});
export type ChangeNodeRequest = z.infer<typeof changeNodeRequest>;

/** `POST /api/v1/nodes/:id/move`: to a place among the children of a strand, or a strand among the strands. */
export const moveNodeRequest = z.strictObject({ parentId: idSchema.optional(), index: z.int().min(0).max(5000) });
export type MoveNodeRequest = z.infer<typeof moveNodeRequest>;

export const nodeVersionAnswer = z.object({ id: idSchema, version: z.int() });
export type NodeVersionAnswer = z.infer<typeof nodeVersionAnswer>;
