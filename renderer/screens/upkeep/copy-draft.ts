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
};

export const noCopy: CopyDraft = {
  ...{ kind: 'folder', path: '', mounted: true },
  ...{ host: '', port: '22', user: '', folder: '', hostKey: '' },
};

/** Nothing was typed yet. */
export function isBlank({ path, host, user, folder, hostKey }: CopyDraft): boolean {
  return [path, host, user, folder, hostKey].every((text) => text.trim() === '');
}

export type CopyProblems = Readonly<Partial<Record<keyof CopyDraft, string>>>;
export type ReadCopy =
  | { readonly kind: 'valid'; readonly copy: CopyAnswers }
  | { readonly kind: 'invalid'; readonly problems: CopyProblems };

/** Judged by the schema that an answers file is judged by. */
export function readCopy({ kind, path, mounted, port, ...sftp }: CopyDraft): ReadCopy {
  const given = kind === 'folder' ? { kind, path, mounted } : { ...sftp, kind, port: Number(port) };
  const parsed = copyAnswers.safeParse(given);
  if (parsed.success) return { kind: 'valid', copy: parsed.data };
  const found = parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message] as const);
  return { kind: 'invalid', problems: Object.fromEntries(found.reverse()) };
}

/** A copy in a few words. */
export function whereOf(
  copy:
    | { readonly kind: 'folder'; readonly path: string }
    | { readonly kind: 'sftp'; readonly user: string; readonly host: string; readonly folder: string },
): string {
  return copy.kind === 'folder' ? copy.path : `${copy.user}@${copy.host}:${copy.folder}`;
}
