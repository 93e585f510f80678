import { z } from 'zod';
import { call } from '../define.ts';
import { inConnection, runId } from '../shapes/place.ts';
import { reasonSchema, stateSchema } from '../shapes/upkeep.ts';

const decisionSchema = z.object({ by: z.string(), at: z.string() });

const itemSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** A sentence: what is different. */
  what: z.string(),
  advice: z.string().exactOptional(),
  /** Unified, from ours to what is there; secrets are masked. */
  diff: z.string().exactOptional(),
  choices: z.array(z.enum(['restore', 'keep', 'accept'])),
  /** Left as it is by somebody, and unchanged since. */
  accepted: decisionSchema.extend({ reason: z.string() }).exactOptional(),
});
export type DriftItemFace = z.infer<typeof itemSchema>;

const driftSchema = stateSchema.extend({
  items: z.array(itemSchema),
  /** Files kept as somebody changed them. */
  kept: z.array(decisionSchema.extend({ path: z.string(), oursChanged: z.boolean(), diff: z.string() })),
  notChecked: z.array(z.object({ title: z.string(), why: z.string() })),
});

const item = z.string().min(1).max(4096);

/** What was changed on the server by hand, and the three choices about it. */
export const drift = {
  /** Looks now; changes nothing. Takes some seconds. */
  'drift.look': call({ in: z.strictObject(inConnection), out: driftSchema, access: 'anyone' }),
  /** Puts ours back, in a run that can be followed. */
  'drift.restore': call({ in: z.strictObject({ ...inConnection, item }), out: z.object({ run: runId }) }),
  /** `keep`: theirs is what is wanted from now on. `accept`: left until it changes again. `forget`: takes either back. */
  'drift.decide': call({
    in: z.strictObject({
      ...inConnection,
      decision: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('keep'), item }),
        z.strictObject({ kind: z.literal('accept'), item, reason: reasonSchema }),
        z.strictObject({ kind: z.literal('forget'), item }),
      ]),
    }),
    out: driftSchema,
  }),
} as const;
