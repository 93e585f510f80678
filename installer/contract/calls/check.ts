import { z } from 'zod';
import { call } from '../define.ts';
import { checkReportSchema } from '../shapes/finding.ts';
import { inConnection, textFile } from '../shapes/place.ts';
import { wantedSchema } from '../shapes/wanted.ts';

/** What is there of TeachTrack already: offer to watch, repair, change the tier or remove. */
const existingSchema = z.object({
  /** Null: nothing is installed (kept data may still be there). */
  version: z.string().nullable(),
  runs: z.int(),
  /** Somebody at work on the server now. */
  holder: z.object({ who: z.string(), since: z.string(), alive: z.boolean() }).nullable(),
  wanted: wantedSchema.nullable(),
});

export const checkedSchema = z.object({
  report: checkReportSchema,
  /** Judged for this: the answers so far, and defaults for the rest. */
  wanted: wantedSchema,
  existing: existingSchema,
  /** Version of the bundle that would be installed; null when none was found, which planning then refuses. */
  offered: z.string().nullable(),
  durationMs: z.number(),
  /** ISO 8601 UTC. */
  checkedAt: z.string(),
});
export type Checked = z.infer<typeof checkedSchema>;

export const check = {
  /** Looks at the server; changes nothing. */
  'check.run': call({ in: z.strictObject(inConnection), out: checkedSchema }),
  /** The last look, judged anew with the answers as they are now; nothing is asked of the server. Null before it. */
  'check.last': call({ in: z.strictObject(inConnection), out: checkedSchema.nullable(), access: 'anyone' }),
  /** The last look as a text for whoever buys or sets up the hardware. */
  'check.forBuyer': call({ in: z.strictObject(inConnection), out: textFile, access: 'anyone' }),
} as const;
