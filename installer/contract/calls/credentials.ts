import { z } from 'zod';
import { call } from '../define.ts';
import { done, inConnection } from '../shapes/place.ts';

/** The first administrator’s sign-in: the one secret that a face ever gets. */
export const credentials = {
  /** Null: acknowledged before, or there is none. Until it is acknowledged it can be shown again. */
  'credentials.show': call({
    in: z.strictObject(inConnection),
    out: z.object({ userName: z.string(), password: z.string(), lines: z.array(z.string()) }).nullable(),
  }),
  /** The person has it: it is removed from the server and from here, for ever. */
  'credentials.acknowledge': call({ in: z.strictObject(inConnection), out: done }),
} as const;
