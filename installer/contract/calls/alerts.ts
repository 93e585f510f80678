import { z } from 'zod';
import { call } from '../define.ts';
import { inConnection } from '../shapes/place.ts';
import { portSchema } from '../shapes/typed.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time such as 21:00');
const quietSchema = z.object({ from: clock, to: clock });

const settingsSchema = z.object({
  mail: z
    .object({
      host: z.string(),
      port: z.int(),
      security: z.enum(['tls', 'starttls', 'none']),
      ca: z.string().exactOptional(),
      user: z.string().exactOptional(),
      from: z.string(),
      to: z.array(z.string()),
    })
    .exactOptional(),
  /** Only where it goes: the whole address is a secret. */
  webhook: z.object({ host: z.string() }).exactOptional(),
  quietHours: quietSchema.exactOptional(),
});
export type AlertSettingsFace = z.infer<typeof settingsSchema>;

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(most, 'is too long')
    .regex(/^[^\p{Cc}]*$/u, 'holds a line break or another control character');

/** One address, as in `head@school.example`, or with a name before it. */
export const mailboxSchema = line(200).regex(
  /^([^<>@,;]*<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/,
  'is not a mail address',
);
export const mailHostSchema = line(253).regex(/^[A-Za-z0-9_.:-]+$/, 'is neither a name nor an IP address');

/** Certificate of the authority of a mail server's certificate, where it is one of the district's own: PEM. */
export const mailAuthoritySchema = z
  .string()
  .trim()
  .max(20_000, 'is too long for a certificate')
  .refine((text) => !/PRIVATE KEY/.test(text), {
    error: 'holds a private key: only the certificate of the authority is needed',
    abort: true,
  })
  .refine(
    (text) => /^-----BEGIN CERTIFICATE-----\s[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/m.test(text),
    'is no certificate',
  );

const mailWish = z.strictObject({
  host: mailHostSchema,
  port: portSchema,
  security: z.enum(['tls', 'starttls', 'none']),
  /** Null: none of the district's own any more; absent: the one that is known stays. */
  ca: mailAuthoritySchema.nullable().exactOptional(),
  /** Absent: the mail server asks for no sign-in. */
  user: line(200).exactOptional(),
  /** Absent: the password that is known stays. */
  password: line(1024).exactOptional(),
  from: mailboxSchema,
  to: z.array(mailboxSchema).min(1, 'names nobody').max(20, 'names more than twenty'),
});

export const alertsWish = z.strictObject({
  /** Null takes it away; what is absent stays as it is. */
  mail: mailWish.nullable().exactOptional(),
  webhook: z
    .strictObject({
      url: z
        .url({ protocol: /^https?$/, error: 'is no http or https address' })
        .max(2_000, 'is longer than 2,000 characters'),
    })
    .nullable()
    .exactOptional(),
  quietHours: quietSchema.nullable().exactOptional(),
});

/** Who is told when something is wrong. */
export const alerts = {
  'alerts.get': call({ in: z.strictObject(inConnection), out: settingsSchema, access: 'anyone' }),
  'alerts.set': call({
    in: z.strictObject({ ...inConnection, wish: alertsWish }),
    /** The key by which the webhook's messages are signed: told this once. */
    out: z.object({ settings: settingsSchema, webhookKey: z.string().nullable() }),
  }),
  /** Sends one in every way that is set up, and says how each went. */
  'alerts.test': call({
    in: z.strictObject(inConnection),
    out: z.object({
      ok: z.boolean().nullable(),
      summary: z.string(),
      channels: z.array(z.object({ channel: z.string(), to: z.string(), ok: z.boolean(), detail: z.string() })),
    }),
  }),
} as const;
