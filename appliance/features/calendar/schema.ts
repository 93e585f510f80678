import { z } from 'zod';
import { dateSchema, idSchema } from '../common/schema.ts';

export const dayKinds = ['holiday', 'half-term', 'exam', 'closure'] as const;

/** Days without ordinary lessons, both ends included. `tentative`: announced only days before. */
export const dayRuleSchema = z.object({
  from: dateSchema,
  to: dateSchema,
  kind: z.enum(dayKinds),
  status: z.enum(['tentative', 'confirmed']),
  label: z.string(),
});
export type DayRule = z.infer<typeof dayRuleSchema>;

export const termSchema = z.object({
  id: idSchema,
  year: z.int(),
  number: z.int(),
  start: dateSchema,
  end: dateSchema,
  days: z.array(dayRuleSchema),
});
export type Term = z.infer<typeof termSchema>;

/** `GET /api/v1/terms`: of the current calendar, oldest first. `current`: running, or else the next to start. */
export const termsAnswer = z.object({ items: z.array(termSchema), current: idSchema.nullable() });
export type TermsAnswer = z.infer<typeof termsAnswer>;
