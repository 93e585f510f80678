import type { ErrorCode } from '../../provision/model/error.ts';

/** What to do now, for a person at a window, where `error-words.ts` speaks of commands and flags. */
export const nextInWindow: Readonly<Partial<Record<ErrorCode, string>>> = {
  'TT-SSH-04': 'Compare the fingerprint with the one on the server’s own screen and confirm it.',
  'TT-SSH-05': 'Find out which. Only then forget this server in the list of servers and connect again.',
  'TT-SSH-09': 'Connect again. A run that has begun goes on at the server by itself.',
  'TT-SUDO-03': 'Give it below. It is kept in memory only.',
  'TT-RUN-03': 'Make a plan again to go on where it stopped.',
  'TT-FILE-01': 'Free the space named below, then try again.',
  'TT-BUNDLE-01': 'Choose the folder of the bundle, or get it from where you got this program.',
  'TT-UPLOAD-01': 'Try again; only the damaged part is sent again.',
  'TT-LOCK-01': 'Watch it here, or wait until it has ended.',
  'TT-APT-01': 'Wait until it has ended, then try again.',
  'TT-SERVICE-01': 'Read its last lines below, then try again.',
  'TT-SERVICE-02': 'Ask why; then on the server “systemctl unmask NAME” and try again.',
  'TT-STEP-01': 'Try again; if it repeats, send the report to support.',
  'TT-HEALTH-01': 'Wait a minute and look at the health again; if it stays so, send the report to support.',
  'TT-JOURNAL-01': 'Look at the server’s page to see what is there.',
  'TT-BUG-01': 'Try again; if it repeats, send the lines below to support.',
};
