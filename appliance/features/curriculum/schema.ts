import { z } from 'zod';
import { idSchema } from '../common/schema.ts';

export const outcomeDomains = ['knowledge', 'skill', 'attitude'] as const;
export const hintKinds = [
  'inquiry',
  'experience',
  'resource',
  'assessment',
  'issue',
  'competency',
  'value',
  'link',
] as const;
/** Kinds of hints with the name that their list has in a curriculum file. */
export const hintLists = [
  ['inquiry', 'inquiry'],
  ['experience', 'experiences'],
  ['resource', 'resources'],
  ['assessment', 'assessment'],
  ['issue', 'issues'],
  ['competency', 'competencies'],
  ['value', 'values'],
  ['link', 'links'],
] as const satisfies readonly (readonly [(typeof hintKinds)[number], string])[];

export const learningAreaSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** `Grade 4`. */
  grade: z.string(),
  /** Of the curriculum, and of a lesson by default. */
  lessonsPerWeek: z.int(),
  lessonMinutes: z.int(),
  curriculum: z.object({ id: idSchema, key: z.string(), version: z.string(), name: z.string() }),
});
export type LearningArea = z.infer<typeof learningAreaSchema>;

/** `GET /api/v1/learning-areas?grade=` */
export const learningAreasQuery = z.object({ grade: z.string().trim().min(1).max(40).optional() });
export const learningAreasAnswer = z.object({ items: z.array(learningAreaSchema) });
export type LearningAreasAnswer = z.infer<typeof learningAreasAnswer>;

export const outcomeSchema = z.object({
  id: idSchema,
  code: z.string().nullable(),
  text: z.string(),
  domain: z.enum(outcomeDomains).nullable(),
});
export const hintSchema = z.object({ kind: z.enum(hintKinds), text: z.string() });
export const subStrandSchema = z.object({
  id: idSchema,
  code: z.string(),
  title: z.string(),
  suggestedLessons: z.int(),
  /** Number of the term it is meant for, if the curriculum says. */
  term: z.int().nullable(),
  outcomes: z.array(outcomeSchema),
  hints: z.array(hintSchema),
});
export const strandSchema = z.object({
  id: idSchema,
  code: z.string(),
  title: z.string(),
  subStrands: z.array(subStrandSchema),
});

/** `GET /api/v1/learning-areas/:id`: the whole tree, in teaching order. */
export const learningAreaTreeSchema = learningAreaSchema.extend({ strands: z.array(strandSchema) });
export type LearningAreaTree = z.infer<typeof learningAreaTreeSchema>;
