import { z } from 'zod';
import { call } from '../define.ts';
import { done, inConnection } from '../shapes/place.ts';
import { stateSchema } from '../shapes/upkeep.ts';

/** Teachers at once, and minutes of steady work. What is not said is chosen by what the server was set up for. */
const wish = {
  users: z.int('is not a whole number').min(1, 'is below 1').max(2_500, 'is above 2,500').exactOptional(),
  minutes: z.number().positive('is not above 0').max(60, 'is above 60').exactOptional(),
};

const lastSchema = stateSchema.extend({
  /** Teachers at once that every mark was met for; 0 when not even the first stage was. */
  held: z.number(),
  asked: z.number(),
  heldBack: z.string().nullable(),
  /** What the server was set up for then. */
  tier: z.number(),
});

export const prove = {
  /** Whether a capacity test could be made now, how long it would take, and what the last one found. Changes nothing. */
  'prove.look': call({
    in: z.strictObject({ ...inConnection, ...wish }),
    out: z.object({
      isPossible: z.boolean(),
      /** Why not, in sentences. */
      why: z.array(z.string()),
      users: z.number(),
      minutes: z.number(),
      takesMinutes: z.number(),
      last: lastSchema.nullable(),
    }),
    access: 'anyone',
  }),
  /** Begins one; `acts.follow` shows it. Rejects with TT-PROVE-01 when it cannot be made now, with TT-LOCK-01 beside another act. */
  'prove.start': call({ in: z.strictObject({ ...inConnection, ...wish }), out: done }),
  /** The one under way ends within seconds, without a verdict; its virtual people are taken away. */
  'prove.stop': call({ in: z.strictObject(inConnection), out: done }),
} as const;
