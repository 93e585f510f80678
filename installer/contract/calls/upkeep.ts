import { z } from 'zod';
import { call } from '../define.ts';
import { inConnection } from '../shapes/place.ts';
import { stateSchema } from '../shapes/upkeep.ts';

export const upkeep = {
  /** What the server's engine can do, by the names of its commands, and the last word of each part: one round trip. */
  'upkeep.look': call({
    in: z.strictObject(inConnection),
    out: z.object({ can: z.array(z.string()), states: z.record(z.string(), stateSchema) }),
    access: 'anyone',
  }),
} as const;
