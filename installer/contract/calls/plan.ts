import { z } from 'zod';
import { call, stream } from '../define.ts';
import { faceErrorSchema } from '../error.ts';
import { done, inConnection } from '../shapes/place.ts';
import { planSchema } from '../shapes/plan.ts';
import { preflightSchema, previewSchema } from '../shapes/upgrade.ts';

/** What happens until a plan is there. The last one is `ready`, `failed` or `cancelled`. */
export const planningSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opening-bundle') }),
  z.object({ kind: z.literal('checking') }),
  z.object({ kind: z.literal('asking') }),
  z.object({ kind: z.literal('sending'), sentBytes: z.number(), totalBytes: z.number() }),
  z.object({ kind: z.literal('unpacking') }),
  /** Of an upgrade, also of one that is then refused. */
  z.object({ kind: z.literal('preflight'), preflight: preflightSchema }),
  /** Of going back. */
  z.object({ kind: z.literal('preview'), preview: previewSchema }),
  z.object({
    kind: z.literal('ready'),
    plan: planSchema,
    /** What it comes to. `seconds` by the steps’ own measure on the reference machine. */
    sums: z.object({ steps: z.int(), files: z.int(), packages: z.int(), seconds: z.number(), bundleBytes: z.number() }),
  }),
  z.object({ kind: z.literal('failed'), error: faceErrorSchema }),
  z.object({ kind: z.literal('cancelled') }),
]);
export type Planning = z.infer<typeof planningSchema>;

/** A folder on the laptop; else the newest one found. */
const bundle = z.string().trim().min(1).max(4096).exactOptional();

const wish = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('install'), bundle }),
  z.strictObject({ kind: z.literal('upgrade'), bundle }),
  /** To the release before the last upgrade. */
  z.strictObject({ kind: z.literal('back') }),
  z.strictObject({ kind: z.literal('uninstall'), removeData: z.boolean() }),
]);

export const plan = {
  /** Begins a new plan; a plan still being made is cancelled. Nothing is installed; the bundle is sent where it is missing. */
  'plan.make': call({ in: z.strictObject({ ...inConnection, wish }), out: done }),
  /** How the plan comes about, from its beginning, to the plan itself. Rejects with TT-PLAN-02 when none was begun. */
  'plan.follow': stream({ in: z.strictObject(inConnection), out: planningSchema }),
  'plan.cancel': call({ in: z.strictObject(inConnection), out: done }),
} as const;
