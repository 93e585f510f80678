import { z } from 'zod';
import { call } from '../define.ts';
import { faceErrorSchema } from '../error.ts';
import { originSchema } from '../shapes/journal.ts';
import { inConnection, savedBytes } from '../shapes/place.ts';
import { stateSchema } from '../shapes/upkeep.ts';

const bundleSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('found'),
    version: z.string(),
    /** `skips`: `needed` must be put on the server first. */
    way: z.enum(['newer', 'same', 'older', 'skips']),
    needed: z.string(),
  }),
  z.object({ kind: z.literal('none'), error: faceErrorSchema }),
]);

/** The plan of an upgrade, or of going back, is made by `plan.make` and started by `run.start`. */
export const upgrade = {
  /** What is installed, what this laptop could put in its place, and the way back. Sends nothing. */
  'upgrade.look': call({
    in: z.strictObject({ ...inConnection, bundle: z.string().trim().min(1).max(4096).exactOptional() }),
    out: z.object({
      /** Null: TeachTrack is not installed. */
      installed: z.string().nullable(),
      bundle: bundleSchema,
      /** Who is at work on the server now. */
      holder: z.object({ ...originSchema.shape, run: z.string(), since: z.string() }).nullable(),
      /** How the last one went; null before the first. */
      last: stateSchema.extend({ run: z.string(), from: z.string(), to: z.string() }).nullable(),
      back: z.object({ to: z.string(), losesData: z.boolean() }).nullable(),
    }),
    access: 'anyone',
  }),
  /** Saves what was written since the upgrade, a file a table: what going back may lose. */
  'upgrade.export': call({ in: z.strictObject(inConnection), out: savedBytes }),
} as const;
