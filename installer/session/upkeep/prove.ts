import type { OpenServer } from '../open-server.ts';
import { answerOf } from './ask.ts';

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
