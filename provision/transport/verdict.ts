import { constants } from 'node:os';
import { type ErrorCode, ProvisionError } from '../model/error.ts';
import type { Said } from './converse.ts';
import { evidenceOf } from './evidence.ts';
import { type ExecutionResult, exitCodeOf } from './execution.ts';
import type { Elevation } from './script.ts';

export type Judged = {
  readonly program: string;
  readonly elevation: Elevation;
  readonly durationMs: number;
  /** Values that may not appear in evidence. */
  readonly hidden: readonly string[];
};

/** What a conversation amounts to: the command's result, or why the command was never reached. */
export function judge(said: Said, about: Judged): ExecutionResult {
  const { ended } = said;
  if (ended.kind === 'lost') {
    const known = said.stage === 'begun' ? 'It had begun' : 'It may have begun';
    const message = `The connection was lost during ${about.program}. ${known}, and how it ended is not known.`;
    throw new ProvisionError({ code: 'TT-SSH-09', message });
  }
  if (said.stage === 'begun') {
    const exitCode = exitCodeOf(ended, constants.signals);
    return { exitCode, stdout: said.stdout, stderr: said.stderr, durationMs: about.durationMs };
  }
  if (said.stage === 'no-shell') throw notOurs(said, about);
  const code = said.stage === 'no-sudo' ? 'TT-SUDO-01' : sudoFault(said, about);
  const evidence = evidenceOf(said.sudoSaid, about.hidden);
  throw new ProvisionError({ code, message: sudoWords[code] ?? 'sudo did not run the command.', evidence });
}

/** The command was never reached: the login shell did something else. */
export function notOurs(said: Pick<Said, 'noise'>, about: Pick<Judged, 'program' | 'hidden'>): ProvisionError {
  return new ProvisionError({
    code: 'TT-RUN-04',
    message: `The login shell never ran ${about.program}: its start files or the account do something else.`,
    evidence: evidenceOf(said.noise, about.hidden),
  });
}

const sudoWords: Partial<Record<ErrorCode, string>> = {
  'TT-SUDO-01': 'sudo is not installed on the server.',
  'TT-SUDO-02': 'This user may not become root with sudo.',
  'TT-SUDO-03': 'sudo wants a password and none was given.',
  'TT-SUDO-04': 'sudo did not accept the password.',
  'TT-SUDO-05': 'sudo insists on a terminal (requiretty).',
};

/** sudo has one exit code for everything; its own words, in the C locale, tell which of its refusals it was. */
function sudoFault(said: Said, { elevation }: Judged): ErrorCode {
  const words = said.sudoSaid;
  if (/must have a tty|a terminal is required to run sudo/.test(words)) return 'TT-SUDO-05';
  if (/not in the sudoers file|may not run sudo|is not allowed to (execute|run)/.test(words)) return 'TT-SUDO-02';
  if (said.prompts > 1 || /incorrect password/.test(words)) return 'TT-SUDO-04';
  if (elevation === 'sudo-passwordless' && /password is required/.test(words)) return 'TT-SUDO-03';
  return said.prompts > 0 && /password/.test(words) ? 'TT-SUDO-04' : 'TT-SUDO-02';
}
