import { z } from 'zod';
import { call } from '../define.ts';
import { inConnection } from '../shapes/place.ts';
import { reasonSchema, stateSchema } from '../shapes/upkeep.ts';

const checklistSchema = stateSchema.extend({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      verdict: z.enum(['met', 'not-met', 'unknown', 'waived']),
      evidence: z.string(),
      todo: z.string().exactOptional(),
      waiver: z.object({ by: z.string(), at: z.string(), reason: z.string() }).exactOptional(),
    }),
  ),
});

const point = z.string().min(1).max(100);

/** Whether the server is ready for teachers, point by point, from evidence alone. */
export const goLive = {
  'golive.look': call({ in: z.strictObject(inConnection), out: checklistSchema, access: 'anyone' }),
  /** Accepts a point that is not met, with a name and a reason. */
  'golive.waive': call({ in: z.strictObject({ ...inConnection, point, reason: reasonSchema }), out: checklistSchema }),
  'golive.unwaive': call({ in: z.strictObject({ ...inConnection, point }), out: checklistSchema }),
} as const;
