import { type ActWatch, watched } from '../backups.ts';
import type { OpenServer } from '../open-server.ts';
import { answerOf } from './ask.ts';

export { sampleLine } from '../../../provision/prove/sample-line.ts';
export type { Verdict } from '../../../provision/prove/shapes.ts';

export type ProveSize = { readonly users?: number; readonly minutes?: number };

/** Whether a capacity test could be made now, and what the last one found. */
export function lookAtProve(server: OpenServer, size: ProveSize): Promise<unknown> {
  const flags = Object.entries(size).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return answerOf(server, ['prove', 'look', ...flags]);
}

/** Stops the one under way, whoever began it. */
export async function stopProve(server: OpenServer): Promise<void> {
  await answerOf(server, ['prove', 'stop']);
}

export type ProveWish = { readonly users?: string; readonly minutes?: string };

/** Lets virtual teachers work on the server. Rejects with TT-PROVE-01 when nobody can do that now. */
export function runProve(server: OpenServer, origin: object, watch: ActWatch, wish: ProveWish = {}): Promise<void> {
  const flags = Object.entries(wish).flatMap(([name, value]) => [`--${name}`, value]);
  const args = ['prove', ...flags, '--origin', JSON.stringify(origin), '--json'];
  return watched(server, { act: 'prove', args }, watch);
}
