import { z } from 'zod';
import { idSchema, momentSchema } from '../common/schema.ts';
import { learningAreaSchema, learningAreaTreeSchema } from './schema.ts';

export const versionStates = ['draft', 'published', 'replaced'] as const;

/** One version of a grade's learning area. Only drafts change; schemes keep the version they were made from. */
export const areaVersionSchema = learningAreaSchema.extend({
  version: z.int(),
  status: z.enum(versionStates),
  /** File or version it was made from; empty for what came with TeachTrack. */
  origin: z.string(),
  strands: z.int(),
  subStrands: z.int(),
  outcomes: z.int(),
  lessons: z.int(),
  createdAt: momentSchema,
  publishedAt: momentSchema.nullable(),
});
export type AreaVersion = z.infer<typeof areaVersionSchema>;

/** `GET /api/v1/curriculum/versions`: every version of every learning area, for those who edit curricula. */
export const versionsAnswer = z.object({ items: z.array(areaVersionSchema) });
export type VersionsAnswer = z.infer<typeof versionsAnswer>;

/** What changed from one version to another; sub-strands are told by their codes, or else by their titles. */
export const diffSchema = z.object({
  added: z.array(z.object({ code: z.string(), title: z.string() })),
  removed: z.array(z.object({ code: z.string(), title: z.string() })),
  changed: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      /** Field by field: `lessons` 12 → 10. */
      fields: z.array(
        z.object({ field: z.enum(['code', 'title', 'strand', 'lessons', 'term']), from: z.string(), to: z.string() }),
      ),
      outcomesAdded: z.array(z.string()),
      outcomesRemoved: z.array(z.string()),
      hintsAdded: z.int(),
      hintsRemoved: z.int(),
    }),
  ),
  /** The order of what is in both differs. */
  reordered: z.boolean(),
  same: z.int(),
});
export type Diff = z.infer<typeof diffSchema>;

/** `POST /api/v1/curriculum/preview?fileName=`, the file as the body: what an import would bring. Stores nothing. */
export const fileQuery = z.object({
  fileName: z.string().trim().min(1).max(200),
  /** For files that do not say. */
  grade: z.string().trim().min(1).max(40).optional(),
  subject: z.string().trim().min(1).max(120).optional(),
});
export const previewAnswer = z.object({
  ok: z.boolean(),
  subject: z.string().nullable(),
  grade: z.string().nullable(),
  strands: z.int(),
  subStrands: z.int(),
  outcomes: z.int(),
  lessons: z.int(),
  lessonsPerWeek: z.int().nullable(),
  lessonMinutes: z.int().nullable(),
  assumptions: z.array(z.string()),
  errors: z.array(z.object({ place: z.string(), problem: z.string() })),
  /** The version in use that it would replace, and what would change. */
  replaces: z.object({ id: idSchema, version: z.int() }).nullable(),
  diff: diffSchema.nullable(),
});
export type PreviewAnswer = z.infer<typeof previewAnswer>;

/** `GET /api/v1/learning-areas/:id/diff?from=`: from the other version, by default the one in use, to this one. */
export const diffQuery = z.object({ from: idSchema.optional() });

/** `GET /api/v1/learning-areas/:id/editing`: the tree with what the editor needs. */
export const editingSchema = learningAreaTreeSchema.extend({
  version: z.int(),
  status: z.enum(versionStates),
  origin: z.string(),
  assumptions: z.array(z.string()),
  /** Of every node by its identifier; a change names the version it was made on. */
  versions: z.record(z.string(), z.int()),
});
export type Editing = z.infer<typeof editingSchema>;
