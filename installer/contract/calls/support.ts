import { z } from 'zod';
import { call } from '../define.ts';
import { done, inConnection, savedBytes } from '../shapes/place.ts';

/** How many places were masked, by kind: secret, person, e-mail, address. */
const maskedSchema = z.record(z.string(), z.number());

const manifestSchema = z.object({
  at: z.string(),
  version: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), masked: maskedSchema })),
  masked: maskedSchema,
  /** What could not be had, and what a person should know before handing it on. */
  notes: z.array(z.string()),
});

/** What a helper needs to see of a server. It is shown, with what was masked in it, before it leaves the server. */
export const support = {
  /** Has the server collect and mask everything; what is shown is what is then saved. */
  'support.prepare': call({ in: z.strictObject(inConnection), out: manifestSchema }),
  /** Saves the one that was shown last: by the system's dialog, or as content for a download. */
  'support.save': call({
    in: z.strictObject(inConnection),
    out: savedBytes,
  }),
  /** Takes it off the server again. */
  'support.drop': call({ in: z.strictObject(inConnection), out: done }),
} as const;
