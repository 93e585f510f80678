import { z } from 'zod';
import type { FirstAlerts, FirstCopy, WantedBackups } from '../../provision/model/wanted.ts';
import { mailAuthoritySchema, mailboxSchema, mailHostSchema } from './calls/alerts.ts';
import { fingerprintSchema, hostSchema, oneLine, portSchema } from './shapes/typed.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time such as 21:00');

/** Secrets are never in the answers: files on this laptop hold them, or they are asked for. */
export const alertsAnswers = z.strictObject({
  mail: z
    .strictObject({
      host: mailHostSchema,
      port: portSchema.optional(),
      security: z.enum(['tls', 'starttls', 'none'], 'is not tls, starttls or none').optional(),
      /** Of an authority that computers do not know by themselves: its certificate, PEM. It is no secret. */
      ca: mailAuthoritySchema.optional(),
      user: oneLine(200).optional(),
      /** Path on this laptop. */
      passwordFile: oneLine(4096).optional(),
      from: mailboxSchema,
      to: z.array(mailboxSchema).min(1, 'names nobody').max(20, 'are more than 20'),
    })
    .refine(
      ({ security, user, host }) => security !== 'none' || user === undefined || /^(localhost|127\.|::1$)/.test(host),
      { error: 'would send the password unencrypted: choose starttls or tls', path: ['security'] },
    )
    .optional(),
  /** Its address may hold a key: it lies in a file on this laptop, or is asked for. */
  webhook: z.strictObject({ addressFile: oneLine(4096).optional() }).optional(),
  quietHours: z
    .union(
      [z.literal('none'), z.strictObject({ from: clock, to: clock })],
      'is neither none nor two times such as from: "21:00", to: "06:00"',
    )
    .optional(),
});
export type AlertsAnswers = z.infer<typeof alertsAnswers>;

const copyId = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9-]{0,29}$/, 'is not a short name of small letters, digits and hyphens');

const shareName = '[^\\p{Cc}"\\\\/:;*?<>|%]+';
const sharePattern = new RegExp(`^//[A-Za-z0-9][A-Za-z0-9.-]*(/(?!\\.+(/|$))${shareName})+$`, 'u');

const shareUser = oneLine(100).regex(
  new RegExp(`^${shareName}$`, 'u'),
  'is the name alone: a domain has a field of its own, and the password is not part of it',
);

export const copyAnswers = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('folder'),
      id: copyId.optional(),
      path: z
        .string()
        .trim()
        .max(200, 'is longer than 200 characters')
        .regex(
          /^\/(?!.*\/\.\.?(\/|$))[^\p{Cc}"\\]*[^/\p{Cc}"\\]$/u,
          'is not a full path on the server, such as /mnt/usb',
        ),
      /** False: it may lie on the server’s own disk. */
      mounted: z.boolean().optional(),
    }),
    z.strictObject({
      kind: z.literal('sftp'),
      id: copyId.optional(),
      host: hostSchema,
      port: portSchema.optional(),
      user: z
        .string()
        .trim()
        .regex(/^[A-Za-z_][\w.-]{0,60}$/, 'is not a user name'),
      folder: z
        .string()
        .trim()
        .max(200, 'is longer than 200 characters')
        .regex(/^[\w./-]+$/, 'is not a plain path of letters, digits, dots and hyphens'),
      hostKey: fingerprintSchema,
    }),
    z.strictObject({
      kind: z.literal('smb'),
      id: copyId.optional(),
      /** As Windows writes it, or with slashes. */
      share: z
        .string()
        .trim()
        .max(300, 'is longer than 300 characters')
        .transform((text) => text.replace(/^smb:/i, '').replaceAll('\\', '/').replace(/\/+$/, ''))
        .refine((text) => sharePattern.test(text), 'is not a share such as //nas/backups or \\\\nas\\backups'),
      user: shareUser,
      domain: oneLine(100).optional(),
      /** Path on this laptop. */
      passwordFile: oneLine(4096).optional(),
      /** False: the share can only sign, as those of some old devices. */
      encryption: z.boolean().optional(),
    }),
  ],
  'is none of folder, sftp and smb',
);
export type CopyAnswers = z.infer<typeof copyAnswers>;

export const nightlySchema = z
  .string()
  .trim()
  .regex(/^(off|([01]\d|2[0-3]):[0-5]\d)$/, 'is neither a time such as 01:30 nor off');

export const backupsAnswers = z.strictObject({
  nightly: nightlySchema.optional(),
  copies: z
    .array(copyAnswers)
    .max(8, 'are more than 8')
    .refine((copies) => new Set(identified(copies).map(({ id }) => id)).size === copies.length, {
      error: 'have the same id twice',
    })
    .optional(),
});
export type BackupsAnswers = z.infer<typeof backupsAnswers>;

const usualPorts = { starttls: 587, tls: 465, none: 25 } as const;
const usualQuietHours = { from: '21:00', to: '06:00' } as const;

export function firstAlerts({ mail, webhook, quietHours = usualQuietHours }: AlertsAnswers): FirstAlerts {
  const security = mail?.security ?? 'starttls';
  return {
    ...(mail === undefined
      ? {}
      : {
          mail: {
            host: mail.host,
            port: mail.port ?? usualPorts[security],
            security,
            ...(mail.ca === undefined ? {} : { ca: mail.ca }),
            ...(mail.user === undefined ? {} : { user: mail.user }),
            from: mail.from,
            to: mail.to,
          },
        }),
    webhook: webhook !== undefined,
    ...(quietHours === 'none' ? {} : { quietHours }),
  };
}

export function wantedBackups({ nightly = '01:30', copies = [] }: BackupsAnswers): WantedBackups {
  return { nightly, copies: identified(copies).map(wantedCopy) };
}

function wantedCopy(copy: CopyAnswers & { readonly id: string }): FirstCopy {
  const { id } = copy;
  if (copy.kind === 'folder') return { id, kind: 'folder', path: copy.path, mounted: copy.mounted ?? true };
  if (copy.kind === 'smb') {
    const { share, user, domain, encryption = true } = copy;
    const protection = encryption ? 'encrypt' : 'sign';
    return { id, kind: 'smb', share, user, ...(domain === undefined ? {} : { domain }), protection };
  }
  const { host, port = 22, user, folder, hostKey } = copy;
  return { id, kind: 'sftp', host, port, user, folder, fingerprint: hostKey };
}

export const usualIds = { folder: 'disk', sftp: 'server', smb: 'share' } as const;

/** Those without a name of their own are called after their kind: `disk`, `disk-2`, `server`. */
function identified<T extends CopyAnswers>(copies: readonly T[]): readonly (T & { readonly id: string })[] {
  const taken = new Set(copies.flatMap(({ id }) => id ?? []));
  return copies.map((copy) => {
    if (copy.id !== undefined) return { ...copy, id: copy.id };
    const base = usualIds[copy.kind];
    let id: string = base;
    for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
    taken.add(id);
    return { ...copy, id };
  });
}

/** What is in force, as answers. */
export function alertsIn({ mail, webhook, quietHours }: FirstAlerts): AlertsAnswers {
  return {
    ...(mail === undefined ? {} : { mail: { ...mail, to: [...mail.to] } }),
    ...(webhook ? { webhook: {} } : {}),
    quietHours: quietHours ?? 'none',
  };
}

export function backupsIn({ nightly, copies }: WantedBackups): BackupsAnswers {
  return {
    nightly,
    copies: copies.map((copy) => {
      if (copy.kind === 'folder') return { ...copy };
      if (copy.kind === 'smb') {
        const { protection, ...share } = copy;
        return { ...share, encryption: protection === 'encrypt' };
      }
      const { fingerprint, ...rest } = copy;
      return { ...rest, hostKey: fingerprint };
    }),
  };
}
