import type { ErrorCode } from '../model/error.ts';

/** What `teachtrackctl` tells the shell. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  /** A requirement, another run's lock, foreign data or a stale plan is in the way; nothing was changed. */
  blocked: 3,
  unhealthy: 4,
  /** `follow`: the run ended before it was finished and can be resumed. */
  gone: 5,
  /** A capacity test: the server held fewer than were asked for. */
  heldFewer: 6,
} as const;

const blocking = /^TT-(LOCK|CHECK|PLAN|DATA|VERSION|PROVE)-/;

export function exitCodeOf(code: ErrorCode): number {
  if (blocking.test(code)) return exitCodes.blocked;
  if (code === 'TT-ANSWERS-01' || code === 'TT-TLS-01') return exitCodes.usage;
  if (code === 'TT-HEALTH-01') return exitCodes.unhealthy;
  return exitCodes.failed;
}
