import type { In } from '../../state/face.ts';
import { type KeyText, keyTextOf, usableKeys } from './key-text.ts';

export type Way = 'password' | 'key' | 'agent' | 'remembered';

/** What was typed so far. Lives in the page alone and goes with it. */
export type Draft = {
  readonly way: Way;
  readonly user: string;
  readonly password: string;
  /** A file that was chosen: its text where the window may read it, else its path. */
  readonly key: { readonly name: string; readonly path?: string; readonly text?: string } | undefined;
  readonly passphrase: string;
  readonly keep: boolean;
};

export const emptyDraft: Draft = {
  way: 'password',
  user: '',
  password: '',
  key: undefined,
  passphrase: '',
  keep: false,
};

export type FieldProblem =
  | 'user-empty'
  | 'user-odd'
  | 'password-empty'
  | 'password-break'
  | 'password-long'
  | 'key-empty'
  | 'passphrase-empty';

export type Problems = {
  readonly user?: FieldProblem;
  readonly password?: FieldProblem;
  readonly key?: FieldProblem | KeyText;
  readonly passphrase?: FieldProblem;
};

/** What kind of key it is; undefined where only its path is known. */
export function keyKindOf({ key }: Draft): KeyText | undefined {
  return key?.text === undefined ? undefined : keyTextOf(key.text);
}

export function problemsOf(draft: Draft): Problems {
  const user = userProblem(draft.user.trim());
  const kind = keyKindOf(draft);
  const password = draft.way === 'password' ? secretProblem(draft.password) : undefined;
  const key = draft.way === 'key' ? keyProblem(draft, kind) : undefined;
  const passphrase =
    draft.way === 'key' && kind === 'protected' && draft.passphrase === '' ? 'passphrase-empty' : undefined;
  return {
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

export function credentialOf({ way, password, key, passphrase }: Draft): In<'connection.open'>['credential'] {
  const withPassphrase = passphrase === '' ? {} : { passphrase };
  if (way === 'password') return { kind: 'password', password };
  if (way !== 'key') return { kind: way };
  if (key?.path !== undefined) return { kind: 'key-file', path: key.path, ...withPassphrase };
  return { kind: 'key', key: key?.text ?? '', ...withPassphrase };
}

function userProblem(user: string): FieldProblem | undefined {
  if (user === '') return 'user-empty';
  return user.length > 64 || /[\s:/\\]/.test(user) ? 'user-odd' : undefined;
}

function secretProblem(password: string): FieldProblem | undefined {
  if (password === '') return 'password-empty';
  if (/[\r\n]/.test(password)) return 'password-break';
  return password.length > 1024 ? 'password-long' : undefined;
}

function keyProblem({ key }: Draft, kind: KeyText | undefined): Problems['key'] {
  if (key === undefined) return 'key-empty';
  return kind === undefined || usableKeys.includes(kind) ? undefined : kind;
}
