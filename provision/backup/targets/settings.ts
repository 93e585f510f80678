import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeDurable } from '../../engine/durable.ts';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, 'is not a name of small letters, digits and hyphens');
const path = z
  .string()
  .max(200)
  .regex(/^\/(?!.*\/\.\.?(\/|$))[^\p{Cc}"\\]*[^/\p{Cc}"\\]$/u, 'is not an absolute path');
/** How long nothing may come back before it is given up. */
const patienceSeconds = z.number().int().min(2).max(86_400).optional();

const folder = z.strictObject({
  id,
  kind: z.literal('folder'),
  path,
  /** It must lie on a disk or share of its own: one that is not connected would otherwise fill the server’s disk. */
  mounted: z.boolean(),
  /** Where its disk or share was mounted when it was added. Absent: added by an earlier version. */
  mountPoint: path.optional(),
  patienceSeconds,
});

const sftp = z.strictObject({
  id,
  kind: z.literal('sftp'),
  host: z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,250}[A-Za-z0-9])?$/, 'is not an address'),
  port: z.number().int().min(1).max(65_535),
  user: z.string().regex(/^[A-Za-z_][\w.-]{0,60}$/, 'is not a user name'),
  folder: z
    .string()
    .max(200)
    .regex(/^[\w./-]+$/, 'is not a plain path'),
  /** The other server’s identity, as a line of known_hosts has it after the name: `ssh-ed25519 AAAA…`. */
  hostKey: z
    .string()
    .regex(/^(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|ssh-rsa) [A-Za-z0-9+/=]+$/, 'is not a host key'),
  patienceSeconds,
});

/** What SMB's own commands and Windows leave to names. */
const smbName = /^[^\p{Cc}"\\/:;*?<>|%]+$/u;

const smb = z.strictObject({
  id,
  kind: z.literal('smb'),
  host: z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/, 'is not an address'),
  share: z.string().max(80).regex(smbName, 'is not the name of a share'),
  /** Below the share, with slashes; empty: the share itself. */
  folder: z
    .string()
    .max(200)
    .refine((text) => text === '' || text.split('/').every((one) => smbName.test(one) && !/^\.+$/.test(one)), {
      error: 'is not a folder of the share',
    }),
  user: z.string().max(100).regex(smbName, 'is not a user name'),
  domain: z.string().max(100).regex(smbName, 'is not the name of a domain').optional(),
  /** Never less than that: a server that cannot do it is refused. */
  protection: z.enum(['encrypt', 'sign']),
  patienceSeconds,
});

const target = z.discriminatedUnion('kind', [folder, sftp, smb]);
const settings = z.strictObject({
  version: z.literal(1),
  targets: z.array(target).max(8),
  /** As the answers of the install had them: gone as soon as somebody changes them, who then has the last word. */
  by: z.literal('install').optional(),
});

export type FolderTarget = z.infer<typeof folder>;
export type SftpTarget = z.infer<typeof sftp>;
export type SmbTarget = z.infer<typeof smb>;
/** Where copies of every backup go, beside the server’s own disk. No secrets. */
export type Target = z.infer<typeof target>;

export const targetsFile = `${layout.settings}/backups.json`;

/** None when nothing was set. Rejects with TT-ANSWERS-01 when the file was changed into something else by hand. */
export function readTargets(file: string = targetsFile): readonly Target[] {
  return existsSync(file) ? parseTargets(readFileSync(file, 'utf8'), file).targets : [];
}

/** The text of `file`. Rejects with TT-ANSWERS-01. */
export function parseTargets(text: string, file: string = targetsFile): z.infer<typeof settings> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `${file} is not JSON.`, cause });
  }
  const read = settings.safeParse(value);
  if (read.success) return read.data;
  throw notValid(file, read.error);
}

export function writeTargets(targets: readonly Target[], file: string = targetsFile): void {
  writeDurable(file, `${JSON.stringify({ version: 1, targets }, undefined, 2)}\n`, 0o644);
}

/** Rejects with TT-ANSWERS-01, naming what is not valid. */
export function parseTarget(value: unknown): Target {
  const read = target.safeParse(value);
  if (read.success) return read.data;
  throw notValid('The target', read.error);
}

/** `//nas/share/folder` in its parts; Windows' own way of writing it is taken as well. Rejects with TT-ANSWERS-01. */
export function partsOfShare(text: string): Pick<SmbTarget, 'host' | 'share' | 'folder'> {
  const [, host = '', share = '', folder = ''] =
    /^\/\/([^/]+)\/([^/]+)(?:\/(.*?))?\/*$/.exec(text.replace(/^smb:/i, '').replaceAll('\\', '/')) ?? [];
  if (host !== '' && share !== '') return { host, share, folder };
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: 'A share is written like //nas/share or //nas/share/folder.',
  });
}

/** A target in a few words. */
export function whereOf(one: Target): string {
  if (one.kind === 'folder') return one.path;
  if (one.kind === 'smb') return `//${one.host}/${one.share}${one.folder === '' ? '' : `/${one.folder}`}`;
  return `${one.user}@${one.host}:${one.folder}`;
}

function notValid(what: string, { issues }: z.ZodError): ProvisionError {
  return new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `${what} is not valid.`,
    evidence: issues.map((issue) => `${issue.path.join('.') || 'whole'}: ${issue.message}`),
  });
}
