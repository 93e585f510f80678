import { z } from 'zod';
import { call, stream } from '../define.ts';
import { journalEntrySchema, originSchema } from '../shapes/journal.ts';
import { inConnection, runId } from '../shapes/place.ts';
import { purposeSchema, upgradeWaySchema } from '../shapes/plan.ts';
import { stateSchema } from '../shapes/upkeep.ts';

export const runSummarySchema = z.object({
  ...originSchema.shape,
  run: z.string(),
  kind: z.enum(['install', 'uninstall']),
  upgrade: upgradeWaySchema.exactOptional(),
  purpose: purposeSchema.exactOptional(),
  removeData: z.boolean().exactOptional(),
  version: z.string(),
  state: z.string(),
  startedAt: z.string().exactOptional(),
  /** The later run that has changed the server since, so that this one cannot be gone on with. */
  overtakenBy: z.string().exactOptional(),
});

/** Numbered as the journal is; line and end carry the number of the entry before them. */
export const runItemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entry'), entry: journalEntrySchema }),
  /** The line to the server broke or is whole again; the run goes on there. */
  z.object({ kind: z.literal('line'), state: z.enum(['broken', 'whole']) }),
  z.object({
    kind: z.literal('end'),
    /** `gone`: its process ended unfinished; resume it. */
    outcome: z.enum(['done', 'failed', 'cancelled', 'gone']),
    /** What the firewall came to, which this laptop settled by coming in anew; where there is anything to say of it. */
    firewall: stateSchema.pick({ ok: true, summary: true }).exactOptional(),
  }),
]);
export type RunItem = z.infer<typeof runItemSchema>;

export const run = {
  /**
   * Starts the plan with this digest, the one shown. `typed`: the server’s address as the person typed it; demanded
   * where data is removed, and of going back to an earlier release.
   */
  'run.start': call({
    in: z.strictObject({ ...inConnection, digest: z.string().max(200), typed: z.string().max(300).exactOptional() }),
    out: z.object({ run: runId }),
  }),
  /** A run from its first entry to its end, whoever started it. Closing it does no harm to the run. */
  'run.follow': stream({ in: z.strictObject({ ...inConnection, run: runId }), out: runItemSchema }),
  /** Stops before the next step; `now` also ends what the step waits for. Null: no run is under way. */
  'run.cancel': call({
    in: z.strictObject({ ...inConnection, now: z.boolean() }),
    out: z.object({ run: z.string().nullable() }),
  }),
  /** Goes on with a run that failed, was cancelled or was cut off. `typed`: as for its start. */
  'run.resume': call({
    in: z.strictObject({ ...inConnection, run: runId, typed: z.string().max(300).exactOptional() }),
    out: z.object({ run: runId }),
  }),
  /** All runs of the server, the last one first. */
  'run.list': call({ in: z.strictObject(inConnection), out: z.array(runSummarySchema), access: 'anyone' }),
} as const;
