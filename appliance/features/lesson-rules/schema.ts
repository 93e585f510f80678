import { z } from 'zod';
import { idSchema, line } from '../common/schema.ts';

/** Lessons a week of a grade's learning area, minutes of a single one, and how many of them are doubles at most. */
const ruleSchema = z
  .strictObject({
    lessonsPerWeek: z.int().min(1).max(20),
    lessonMinutes: z.int().min(10).max(180),
    /** Double lessons, each of which counts for two of the week. */
    doubles: z.int().min(0).max(10),
  })
  .refine((rule) => rule.doubles * 2 <= rule.lessonsPerWeek, {
    message: 'the doubles take more lessons than the week has',
    path: ['doubles'],
  });

export const lessonRuleSchema = z.object({
  grade: z.string(),
  learningArea: z.string(),
  lessonsPerWeek: z.int(),
  lessonMinutes: z.int(),
  doubles: z.int(),
  /** Who says so: the curriculum itself, the district for all its schools, or the school. */
  source: z.enum(['curriculum', 'district', 'school']),
});
export type LessonRule = z.infer<typeof lessonRuleSchema>;

/** `GET /api/v1/lesson-rules?schoolId=`: of the school, or without it what the district gives all its schools. */
export const lessonRulesQuery = z.object({ schoolId: idSchema.optional() });
export const lessonRulesAnswer = z.object({ items: z.array(lessonRuleSchema) });
export type LessonRulesAnswer = z.infer<typeof lessonRulesAnswer>;

/** `PUT /api/v1/lesson-rules`: sets those that are given; `rule: null` goes back to what holds above. */
export const setLessonRulesRequest = z.strictObject({
  schoolId: idSchema.optional(),
  rules: z
    .array(z.strictObject({ grade: line(40), learningArea: line(120), rule: ruleSchema.nullable() }))
    .min(1)
    .max(500),
});
export type SetLessonRulesRequest = z.infer<typeof setLessonRulesRequest>;
