import type { RequestKind } from './shapes.ts';

/** How often a teacher does what in a session of twenty minutes, counted over the acts this test drives. */
const sessions = [
  { act: 'me', kind: 'read', times: 1 },
  { act: 'dashboard', kind: 'read', times: 2 },
  { act: 'schemes', kind: 'read', times: 1 },
  { act: 'scheme', kind: 'read', times: 2 },
  { act: 'save-row', kind: 'save', times: 22 },
  { act: 'prepare-plan', kind: 'prepare', times: 2 },
  { act: 'plan', kind: 'read', times: 4 },
  { act: 'plans', kind: 'read', times: 3 },
  { act: 'save-plan', kind: 'save', times: 12 },
  { act: 'today', kind: 'read', times: 1.5 },
  { act: 'coverage', kind: 'read', times: 1 },
] as const satisfies readonly { readonly act: string; readonly kind: RequestKind; readonly times: number }[];

export type Act = (typeof sessions)[number]['act'];

const whole = sessions.reduce((sum, { times }) => sum + times, 0);

/** The act at a place from 0 to below 1 of the mix. */
export function actAt(place: number): { readonly act: Act; readonly kind: RequestKind } {
  let left = place * whole;
  for (const one of sessions) {
    left -= one.times;
    if (left < 0) return one;
  }
  return sessions[0];
}

const medianMs = 8_000;
const spread = 1.2;
const longestMs = 90_000;

/** How long somebody thinks before the next act: log-normal around eight seconds, with a mean of about sixteen. */
export function thinkMs(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(longestMs, medianMs * Math.exp(spread * normal));
}
