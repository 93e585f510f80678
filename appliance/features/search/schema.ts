import { z } from 'zod';
import { idSchema, line } from '../common/schema.ts';

/** `GET /api/v1/search?q=…`: everything that has all the words, capital letters and accents aside. */
export const searchQuery = z.object({ q: line(80) });

const found = { id: idSchema, title: z.string() };

/** At most 20 of each kind, each with where it belongs. */
export const searchAnswer = z.object({
  /** Schemes of work the caller may read. */
  schemes: z.array(z.object({ ...found, teacher: z.string(), term: z.object({ year: z.int(), number: z.int() }) })),
  /** People of the schools the caller looks after; `schoolId` is where they are found. */
  people: z.array(z.object({ ...found, userName: z.string(), school: z.object({ id: idSchema, name: z.string() }) })),
  /** Sub-strands of the curricula in use. */
  subStrands: z.array(z.object({ ...found, learningAreaId: idSchema, grade: z.string(), learningArea: z.string() })),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;
