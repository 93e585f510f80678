import { z } from 'zod';
import { call } from '../define.ts';
import { originSchema } from '../shapes/journal.ts';
import { inConnection, textFile } from '../shapes/place.ts';
import { runSummarySchema } from './run.ts';

export const manage = {
  'manage.status': call({
    in: z.strictObject(inConnection),
    out: z.object({
      /** Null: TeachTrack is not installed. */
      version: z.string().nullable(),
      /** Who is at work on the server now. */
      holder: z.object({ ...originSchema.shape, run: z.string(), since: z.string() }).nullable(),
      lastRun: runSummarySchema.nullable(),
    }),
    access: 'anyone',
  }),
  /** The four lines of the health monitor. */
  'manage.health': call({
    in: z.strictObject(inConnection),
    out: z.object({
      at: z.string(),
      healthy: z.boolean(),
      services: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
    }),
    access: 'anyone',
  }),
  /** The authority that signed the server’s certificate, and files that make teachers’ computers trust it. Null: plain HTTP. */
  'manage.trust': call({
    in: z.strictObject(inConnection),
    out: z
      .object({
        subject: z.string(),
        /** ISO 8601 UTC. */
        validUntil: z.string(),
        /** Of the certificate, as browsers show it: `AB:CD:…`. */
        fingerprint: z.string(),
        files: z.array(textFile),
      })
      .nullable(),
    access: 'anyone',
  }),
} as const;
