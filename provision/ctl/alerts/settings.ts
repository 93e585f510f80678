import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { ProvisionError } from '../../model/error.ts';
import { readX509 } from '../../ops/certificate-pem.ts';

const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'holds a control character');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is a time such as 21:00');
/** An address, or `TeachTrack <alerts@school.example>`; a LAN's own mail server may have no dots in its name. */
const mailbox = line(200).regex(
  /^([^<>@,;]*<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/,
  'is not a mail address',
);

const mailShape = z.strictObject({
  host: line(253).regex(/^[A-Za-z0-9_.:-]+$/, 'is neither a name nor an address'),
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  /** Authority of the mail server's certificate where it is one of the district's own, in PEM. */
  ca: z
    .string()
    .max(20_000, 'is too long')
    .refine((pem) => readX509(pem) !== undefined, 'is no certificate in PEM (-----BEGIN CERTIFICATE-----)')
    .optional(),
  user: line(200).optional(),
  from: mailbox,
  to: z.array(mailbox).min(1).max(20),
});

/** Who is told, and when not. Secrets lie beside: the mail password, the webhook's address and its key. */
export const alertSettingsShape = z.strictObject({
  mail: mailShape.optional(),
  /** Only where it goes: the whole address is a secret. */
  webhook: z.strictObject({ host: line(300) }).optional(),
  /** What is not urgent waits from `from` to `to`, by the district's clock. */
  quietHours: z.strictObject({ from: clock, to: clock }).optional(),
  /** As the answers of the install had them: gone as soon as somebody changes them, who then has the last word. */
  by: z.literal('install').optional(),
});
export type AlertSettings = z.infer<typeof alertSettingsShape>;

export const usualQuietHours = { from: '21:00', to: '06:00' } as const;

/** Nobody is told before somebody was named. */
export const noAlerts: AlertSettings = { quietHours: usualQuietHours };

/** Names of the files in the folder of secrets, and of the credentials that the monitor gets of them. */
export const alertSecrets = ['smtp-password', 'webhook-url', 'webhook-key'] as const;
export type AlertSecret = (typeof alertSecrets)[number];

/** Rejects with TT-FILE-03 when the file is there and is not what this program wrote. */
export function readAlertSettings(path: string): AlertSettings {
  return existsSync(path) ? parseAlertSettings(readFileSync(path, 'utf8'), path) : noAlerts;
}

/** As `readAlertSettings`, of the text of `path`. */
export function parseAlertSettings(text: string, path: string): AlertSettings {
  try {
    return alertSettingsShape.parse(JSON.parse(text));
  } catch (cause) {
    throw new ProvisionError({
      code: 'TT-FILE-03',
      message: `${path} does not hold alert settings. Set them again with "teachtrackctl alerts set".`,
      cause,
    });
  }
}
