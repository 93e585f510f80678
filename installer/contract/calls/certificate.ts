import { z } from 'zod';
import { call } from '../define.ts';
import { inConnection } from '../shapes/place.ts';
import { stateSchema } from '../shapes/upkeep.ts';

const certificateSchema = stateSchema.extend({
  source: z.enum(['own', 'brought', 'none']),
  names: z.array(z.string()),
  addresses: z.array(z.string()),
  issuer: z.string().nullable(),
  fingerprint: z.string().nullable(),
  notAfter: z.string().nullable(),
  daysLeft: z.number().nullable(),
  /** Null: a person has to bring the next one. */
  nextRenewal: z.string().nullable(),
  problems: z.array(z.string()),
});

/** A file of the person’s own: PEM or DER, in base64. Certificates with their chain have a few thousand bytes. */
const content = z.base64('is not base64').min(1, 'is empty').max(400_000, 'is too large for a certificate or a key');

const brought = z.strictObject({
  certificate: content,
  key: content,
  chain: content.exactOptional(),
  passphrase: z.string().min(1, 'is empty').max(1024, 'is longer than 1,024 characters').exactOptional(),
});

/** The certificate that browsers see: the server's own, or one that the district brings. */
export const certificate = {
  'certificate.look': call({ in: z.strictObject(inConnection), out: certificateSchema, access: 'anyone' }),
  /** Makes a new one now; no request is dropped. */
  'certificate.renew': call({ in: z.strictObject(inConnection), out: certificateSchema }),
  /** Goes back from one that was brought to the server's own. */
  'certificate.own': call({ in: z.strictObject(inConnection), out: certificateSchema }),
  /** Judges it for the names of this server; changes nothing. Rejects with TT-TLS-01 and every reason against it. */
  'certificate.check': call({
    in: z.strictObject({ ...inConnection, brought }),
    out: z.object({ warnings: z.array(z.object({ what: z.string(), next: z.string() })) }),
  }),
  /** Judges it again and takes it into use. */
  'certificate.use': call({ in: z.strictObject({ ...inConnection, brought }), out: certificateSchema }),
} as const;
