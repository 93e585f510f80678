import { z } from 'zod';
import { call } from '../define.ts';
import { inConnection } from '../shapes/place.ts';
import { stateSchema } from '../shapes/upkeep.ts';

const reserveSchema = stateSchema.extend({
  /** One for each volume; `folder` is what lies on it. */
  places: z.array(
    z.object({
      folder: z.string(),
      path: z.string(),
      bytes: z.number(),
      isThere: z.boolean(),
      /** What of it can be given back: some of it may have been given to the database already. */
      heldBytes: z.number().optional(),
      /** Days of ordinary work that it lasts, by estimate. */
      schoolDays: z.number(),
    }),
  ),
  /** Null when nothing is lacking, or nobody has given it back. */
  givenBack: z.object({ at: z.string(), by: z.string(), bytes: z.number() }).nullable(),
});

/** Space that is put by on the server for the day a disk is full. */
export const reserve = {
  'reserve.look': call({ in: z.strictObject(inConnection), out: reserveSchema, access: 'anyone' }),
  /** Gives it back at once. Rejects with TT-FILE-04 when no disk is full, or nothing is left to give. */
  'reserve.free': call({ in: z.strictObject(inConnection), out: reserveSchema }),
} as const;
