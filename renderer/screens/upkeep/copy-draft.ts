import { sharePassword } from '../../../installer/contract/calls/copies.ts';
import { type CopyAnswers, copyAnswers } from '../../../installer/contract/first-settings.ts';

/** A place for copies of backups, as it is typed. */
export type CopyDraft = {
  readonly kind: CopyAnswers['kind'];
  readonly path: string;
  readonly mounted: boolean;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly folder: string;
  readonly hostKey: string;
  readonly share: string;
  /** Of a share: the user, the domain when there is one, and the password, which is no part of the answers. */
  readonly shareUser: string;
  readonly domain: string;
  readonly password: string;
  readonly encryption: boolean;
};

export const noCopy: CopyDraft = {
  ...{ kind: 'folder', path: '', mounted: true },
  ...{ host: '', port: '22', user: '', folder: '', hostKey: '' },
  ...{ share: '', shareUser: '', domain: '', password: '', encryption: true },
};

/** Nothing was typed yet. */
export function isBlank({ path, host, user, folder, hostKey, share, shareUser }: CopyDraft): boolean {
  return [path, host, user, folder, hostKey, share, shareUser].every((text) => text.trim() === '');
}

export type CopyProblems = Readonly<Partial<Record<keyof CopyDraft, string>>>;
export type ReadCopy =
  | { readonly kind: 'valid'; readonly copy: CopyAnswers; readonly password?: string }
  | { readonly kind: 'invalid'; readonly problems: CopyProblems };

/** Judged by the schema that an answers file is judged by. */
export function readCopy(draft: CopyDraft): ReadCopy {
  if (draft.kind === 'smb') return readShare(draft);
  const { kind, path, mounted, host, port, user, folder, hostKey } = draft;
  const given = kind === 'folder' ? { kind, path, mounted } : { kind, host, port: Number(port), user, folder, hostKey };
  const parsed = copyAnswers.safeParse(given);
  if (parsed.success) return { kind: 'valid', copy: parsed.data };
  const found = parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message] as const);
  return { kind: 'invalid', problems: Object.fromEntries(found.reverse()) };
}

function readShare({ share, shareUser, domain, password, encryption }: CopyDraft): ReadCopy {
  const given = { kind: 'smb', share, user: shareUser, encryption, ...(domain.trim() === '' ? {} : { domain }) };
  const parsed = copyAnswers.safeParse(given);
  const secret = sharePassword.safeParse(password);
  if (parsed.success && secret.success) return { kind: 'valid', copy: parsed.data, password: secret.data };
  const found = (parsed.error?.issues ?? []).map(({ path, message }) => {
    return [path[0] === 'user' ? 'shareUser' : String(path[0]), message] as const;
  });
  const wrong = secret.error === undefined ? [] : [['password', secret.error.issues[0]?.message ?? ''] as const];
  return { kind: 'invalid', problems: Object.fromEntries([...found, ...wrong].reverse()) };
}

/** A copy in a few words. */
export function whereOf(
  copy:
    | { readonly kind: 'folder'; readonly path: string }
    | { readonly kind: 'sftp'; readonly user: string; readonly host: string; readonly folder: string }
    | { readonly kind: 'smb'; readonly share: string },
): string {
  if (copy.kind === 'smb') return copy.share;
  return copy.kind === 'folder' ? copy.path : `${copy.user}@${copy.host}:${copy.folder}`;
}
