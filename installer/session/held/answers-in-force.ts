import { answersInForce } from '../answers-in-force.ts';
import type { HeldConnection } from './connection.ts';

/**
 * Of an installed server the answers begin as what is in force there, also when nobody looked at it yet: a repair must
 * not take its names away. Asked once a connection.
 */
export async function takeAnswersInForce(held: HeldConnection, signal?: AbortSignal): Promise<void> {
  if (held.isAnswered || held.check !== undefined || held.isInForce || held.held().root.kind !== 'ready') return;
  const answers = await answersInForce(held.administered, signal);
  held.isInForce = true;
  if (answers !== undefined && !held.isAnswered) held.answers = answers;
}
