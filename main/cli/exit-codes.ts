import type { ErrorCode } from '../../installer/session/values.ts';

/** What the program tells the shell. Documented in the README and in `teachtrack --help`. */
export const exitCodes = {
  done: 0,
  /** The work failed; the error says where and how to go on. */
  failed: 1,
  /** A flag, an answer or a file given is not valid. */
  usage: 2,
  /** The server does not meet a requirement, or holds what is not ours to touch. */
  blocked: 3,
  /** Not connected: address, identity, sign-in or sudo. */
  connection: 4,
  /** Another run is under way on the server. */
  locked: 5,
  /** Installed, but not healthy. */
  unhealthy: 6,
  /** A capacity test: the server held fewer teachers than were asked for. */
  heldFewer: 7,
  /** Ctrl-C. What runs on the server goes on. */
  cancelled: 130,
} as const;

export function exitCodeOf(code: ErrorCode): number {
  if (code === 'TT-SSH-09') return exitCodes.failed;
  if (code.startsWith('TT-SSH') || code.startsWith('TT-SUDO')) return exitCodes.connection;
  switch (code) {
    case 'TT-ANSWERS-01':
    case 'TT-BUNDLE-01':
    case 'TT-BUNDLE-02':
    case 'TT-BUNDLE-03':
    case 'TT-TLS-01':
      return exitCodes.usage;
    case 'TT-CHECK-01':
    case 'TT-CHECK-02':
    case 'TT-DATA-01':
    case 'TT-VERSION-01':
    case 'TT-BUNDLE-04':
    case 'TT-PROVE-01':
      return exitCodes.blocked;
    case 'TT-LOCK-01':
      return exitCodes.locked;
    case 'TT-HEALTH-01':
      return exitCodes.unhealthy;
    case 'TT-RUN-03':
      return exitCodes.cancelled;
    default:
      return exitCodes.failed;
  }
}
