import { z } from 'zod';
import { call, stream } from '../define.ts';
import { faceErrorSchema } from '../error.ts';
import { originSchema } from '../shapes/journal.ts';
import { done, inConnection } from '../shapes/place.ts';
import { stateSchema } from '../shapes/upkeep.ts';

const recordSchema = z.object({
  name: z.string(),
  at: z.string(),
  bytes: z.number(),
  reason: z.enum(['nightly', 'manual', 'before-restore', 'before-upgrade']),
  durationMs: z.number(),
});

const backupsSchema = stateSchema.extend({
  last: recordSchema.nullable(),
  attempt: z.object({ at: z.string(), ok: z.boolean(), summary: z.string() }).nullable(),
  /** When the next one is due; null when none is. */
  next: z.string().nullable(),
  list: z.array(recordSchema),
  targets: z.array(
    z.object({
      id: z.string(),
      where: z.string(),
      ok: z.boolean().nullable(),
      at: z.string().nullable(),
      summary: z.string(),
    }),
  ),
  /** Somebody has shown to have the key written down. */
  keyConfirmed: z.boolean(),
  /** Name of the backup that was restored for proof last. */
  proven: z.string().nullable(),
});

/** An act that goes on at the server by itself; whoever looks may come and go. */
export const actName = z.enum(['backup', 'restore', 'drill', 'prove']);

/** What a capacity test found: how many teachers at once, stage by stage, mark by mark. */
export const verdictSchema = z.object({
  held: z.number(),
  asked: z.number(),
  isPassed: z.boolean(),
  heldBack: z.string().nullable(),
  stages: z.array(
    z.object({
      users: z.number(),
      isPassed: z.boolean(),
      requestsPerSecond: z.number(),
      processorPercent: z.number(),
      generatorPercent: z.number(),
      marks: z.array(
        z.object({ id: z.string(), title: z.string(), wanted: z.string(), measured: z.string(), isMet: z.boolean() }),
      ),
    }),
  ),
});

/** What an act does, from its beginning. */
export const actItemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), at: z.string(), origin: originSchema }),
  z.object({ kind: z.literal('said'), at: z.string(), line: z.string() }),
  z.object({ kind: z.literal('progress'), at: z.string(), doneBytes: z.number(), ofBytes: z.number() }),
  z.object({
    ...{ kind: z.literal('sample'), at: z.string(), atMs: z.number(), stage: z.number(), users: z.number() },
    ...{
      requestsPerSecond: z.number(),
      p50Ms: z.number().nullable(),
      p95Ms: z.number().nullable(),
      errors: z.number(),
    },
    ...{ generationsWaiting: z.number(), generationsDone: z.number() },
    ...{ processorPercent: z.number(), generatorPercent: z.number() },
  }),
  z.object({
    kind: z.literal('done'),
    at: z.string(),
    summary: z.string(),
    verdict: verdictSchema.exactOptional(),
  }),
  z.object({ kind: z.literal('failed'), error: faceErrorSchema }),
]);
export type ActItem = z.infer<typeof actItemSchema>;

export const backupName = z.string().regex(/^[A-Za-z0-9._-]{1,200}$/, 'is not the name of a backup');
/** The key as it was written down: typed once, never kept, never sent back. */
export const writtenKey = z.string().trim().min(1, 'is empty').max(1024, 'is longer than 1,024 characters');

export const backups = {
  'backups.list': call({ in: z.strictObject(inConnection), out: backupsSchema, access: 'anyone' }),
  /** Begins one. Rejects with TT-LOCK-01 when something else is under way. */
  'backups.make': call({ in: z.strictObject(inConnection), out: done }),
  /** The newest of a kind goes on by itself; this shows it to its end. Rejects with TT-JOURNAL-01 when there was none. */
  'acts.follow': stream({ in: z.strictObject({ ...inConnection, act: actName }), out: actItemSchema }),
  /** The key that opens the backups, to be written down. */
  'backups.showKey': call({ in: z.strictObject(inConnection), out: z.object({ key: z.string() }) }),
  /** Proves that it was written down. Rejects with TT-BACKUP-02 when it is another one. */
  'backups.confirmKey': call({ in: z.strictObject({ ...inConnection, key: writtenKey }), out: done }),
  'backups.remove': call({ in: z.strictObject({ ...inConnection, name: backupName }), out: done }),
  /** Restores the newest backup beside the data in use and proves it. */
  'drill.start': call({ in: z.strictObject(inConnection), out: done }),
} as const;
