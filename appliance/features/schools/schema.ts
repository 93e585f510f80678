import { z } from 'zod';
import { idSchema, line, pageOf } from '../common/schema.ts';

export const schoolLevels = ['primary', 'junior', 'senior', 'mixed'] as const;

/** `POST /api/v1/schools`, by a district administrator. `code` is the school's own, unique in the district. */
export const createSchoolRequest = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$/, 'letters, digits, dot, dash and underscore; at most 20'),
  name: line(120),
  level: z.enum(schoolLevels).default('primary'),
});
export type CreateSchoolRequest = z.infer<typeof createSchoolRequest>;

export const schoolSchema = z.object({
  id: idSchema,
  code: z.string(),
  name: z.string(),
  level: z.enum(schoolLevels),
});
export type School = z.infer<typeof schoolSchema>;

/** `GET /api/v1/schools`: those the caller belongs to; all of the district for its administrators. */
export const schoolsAnswer = pageOf(schoolSchema);
export type SchoolsAnswer = z.infer<typeof schoolsAnswer>;
