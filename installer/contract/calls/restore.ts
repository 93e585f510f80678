import { z } from 'zod';
import { call, stream } from '../define.ts';
import { faceErrorSchema } from '../error.ts';
import { done, inConnection } from '../shapes/place.ts';
import { backupName, writtenKey } from './backups.ts';

const planSchema = z.object({
  backup: z.object({ name: z.string(), at: z.string(), server: z.string(), version: z.string() }),
  here: z.object({ server: z.string(), rows: z.number() }),
  rows: z.number(),
  documents: z.number(),
  /** Its session key, certificates and settings come with it. */
  isOtherServer: z.boolean(),
  /** Its tables are brought to this release. */
  migrates: z.boolean(),
  digest: z.string(),
});

const schoolPlanSchema = z.object({
  backup: z.object({ name: z.string(), at: z.string() }),
  school: z.object({ code: z.string(), name: z.string() }),
  /** Who are not there any more, and come back. */
  people: z.number(),
  /** What goes back to what it was; a table without a difference is left out. */
  tables: z.array(z.object({ table: z.string(), missing: z.number(), changed: z.number(), removed: z.number() })),
  digest: z.string(),
});

/** What happens until a backup of this laptop lies on the server and was opened. The last one is `ready` or `failed`. */
const sendingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sending'), sentBytes: z.number(), ofBytes: z.number() }),
  z.object({ kind: z.literal('opening') }),
  z.object({ kind: z.literal('ready'), plan: planSchema }),
  z.object({ kind: z.literal('failed'), error: faceErrorSchema }),
]);
export type Sending = z.infer<typeof sendingSchema>;

export const restore = {
  /** Opens all of a backup and says what a restore would do; changes nothing. */
  'restore.plan': call({ in: z.strictObject({ ...inConnection, name: backupName }), out: planSchema }),
  /** The same for one school alone, by its code: nobody else is touched, and everybody can work on. */
  'restore.planSchool': call({
    in: z.strictObject({
      ...inConnection,
      name: backupName,
      school: z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$/, 'is not the code of a school'),
    }),
    out: schoolPlanSchema,
  }),
  /**
   * Begins to send a backup of this laptop, of this server or of another one, and to plan its restore. `key`: as it was
   * written down for the server it is of; absent: the key of this server. A broken upload is taken up again.
   */
  'restore.send': call({
    in: z.strictObject({
      ...inConnection,
      path: z.string().trim().min(1, 'is empty').max(4096, 'is longer than 4,096 characters'),
      key: writtenKey.exactOptional(),
    }),
    out: done,
  }),
  /** How that goes, from its beginning. Rejects with TT-PLAN-02 when none was begun. */
  'restore.sending': stream({ in: z.strictObject(inConnection), out: sendingSchema }),
  /** Removes what was sent from the server, when nothing is to become of it. Rejects with TT-LOCK-01 while it is sent. */
  'restore.forget': call({ in: z.strictObject(inConnection), out: done }),
  /** Does the restore that was shown. `typed`: the server's address as the person typed it. */
  'restore.start': call({
    in: z.strictObject({ ...inConnection, name: backupName, digest: z.string().max(200), typed: z.string().max(300) }),
    out: done,
  }),
} as const;
