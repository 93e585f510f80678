import { type DatabaseAnswers, databaseAnswers } from '../../../installer/contract/database-answers.ts';

/** As it is typed. */
export type DatabaseDraft = {
  readonly isThere: boolean;
  readonly host: string;
  readonly port: string;
  readonly product: 'mariadb' | 'mysql';
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly ca: string;
  readonly reason: string;
  readonly user: string;
  readonly password: string;
};

type Field = 'host' | 'port' | 'name' | 'tls' | 'ca' | 'reason' | 'user' | 'password';
export type DatabaseProblems = Readonly<Partial<Record<Field, string>>>;

export type ReadDatabase =
  | { readonly kind: 'valid'; readonly database: DatabaseAnswers | undefined; readonly password: string | undefined }
  | { readonly kind: 'invalid'; readonly problems: DatabaseProblems };

export function databaseDraft(now: DatabaseAnswers | undefined): DatabaseDraft {
  return {
    isThere: now !== undefined,
    host: now?.host ?? '',
    port: String(now?.port ?? 3306),
    product: now?.product ?? 'mariadb',
    name: now?.name ?? 'teachtrack',
    isEncrypted: now?.tls !== 'waived',
    ca: now?.ca ?? '',
    reason: now?.reason ?? '',
    user: now?.administrator?.user ?? 'root',
    password: '',
  };
}

/** `isKnown`: the administrator’s password was typed before, or a file with it is named. */
export function readDatabase(
  draft: DatabaseDraft,
  before: DatabaseAnswers | undefined,
  isKnown: boolean,
): ReadDatabase {
  if (!draft.isThere) return { kind: 'valid', database: undefined, password: undefined };
  const { passwordFile } = before?.administrator ?? {};
  const read = databaseAnswers.safeParse({
    host: draft.host,
    port: /^\d+$/.test(draft.port.trim()) ? Number(draft.port) : Number.NaN,
    product: draft.product,
    ...(draft.name.trim() === 'teachtrack' ? {} : { name: draft.name.trim() }),
    tls: draft.isEncrypted ? 'required' : 'waived',
    ...(draft.isEncrypted && draft.ca.trim() !== '' ? { ca: draft.ca } : {}),
    ...(draft.isEncrypted ? {} : { reason: draft.reason.trim() }),
    administrator: {
      user: draft.user.trim(),
      ...(draft.password === '' && passwordFile !== undefined ? { passwordFile } : {}),
    },
  });
  const lacks = draft.password === '' && !isKnown;
  if (read.success && !lacks)
    return { kind: 'valid', database: read.data, password: draft.password === '' ? undefined : draft.password };
  const problems: Record<string, string> = lacks ? { password: 'is empty' } : {};
  for (const { path, message } of read.error?.issues ?? []) problems[String(path.at(-1))] ??= message;
  return { kind: 'invalid', problems };
}
