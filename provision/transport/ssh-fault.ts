import { type ErrorCode, ProvisionError } from '../model/error.ts';
import { evidenceOf } from './evidence.ts';

/** What ssh2 throws and emits. */
export type SshError = Error & { readonly level?: string; readonly code?: string | number };

export type HandshakeFault = {
  readonly where: string;
  readonly stage: 'keys' | 'sign-in';
  /** The first bytes the server sent: an SSH server introduces itself in clear. */
  readonly greeting: string;
  readonly error: SshError;
};

/** Tells from ssh2's error what went wrong before the connection was usable. */
export function handshakeFault({ where, stage, greeting, error }: HandshakeFault): ProvisionError {
  const isSsh = greeting.includes('SSH-');
  const code = codeOf(stage, error, greeting);
  const evidence = evidenceOf(isSsh ? error.message : `${error.message}\n${greeting}`);
  return new ProvisionError({ code, message: `${where} ${words[code]}.`, evidence, cause: error });
}

const words: Partial<Record<ErrorCode, string>> = {
  'TT-SSH-06': 'refused the sign-in',
  'TT-SSH-08': 'does not speak a kind of SSH that we speak',
  'TT-SSH-09': 'closed the connection before it was ready',
  'TT-SSH-10': 'was not signed in to: the agent did not do its part',
};

/** What sshd says in clear before it hangs up on a visitor it has had too much of (MaxStartups, penalties). */
const turnedAway = /^(Exceeded MaxStartups|Not allowed at this time)/;

function codeOf(stage: 'keys' | 'sign-in', { level, code, message }: SshError, greeting: string): ErrorCode {
  if (greeting !== '' && !greeting.includes('SSH-')) return turnedAway.test(greeting) ? 'TT-SSH-09' : 'TT-SSH-08';
  if (level === 'client-authentication') return 'TT-SSH-06';
  if (level === 'agent') return 'TT-SSH-10';
  if (level === 'client-socket' || level === 'closed') return 'TT-SSH-09';
  if (message.includes('Connection lost before handshake')) return 'TT-SSH-09';
  // A server that hangs up with a reason while signing in has had enough of our attempts.
  if (stage === 'sign-in' && typeof code === 'number') return 'TT-SSH-06';
  return 'TT-SSH-08';
}
