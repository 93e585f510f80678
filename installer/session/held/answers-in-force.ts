import { collectFacts } from '../../../provision/facts/collect.ts';
import { teachtrack } from '../../../provision/facts/teachtrack.ts';
import { existingIn } from '../check-server.ts';
import { answersIn } from '../default-answers.ts';
import type { HeldConnection } from './connection.ts';

/**
 * Of an installed server the answers begin as what is in force there, also when nobody looked at it yet: a repair must
 * not take its names away. One round trip, once a connection.
 */
export async function takeAnswersInForce(held: HeldConnection, signal?: AbortSignal): Promise<void> {
  if (held.isAnswered || held.check !== undefined || held.isInForce || held.held().root.kind !== 'ready') return;
  const facts = await collectFacts(held.administered.transport, [teachtrack], signal === undefined ? {} : { signal });
  const { wanted } = existingIn(facts);
  held.isInForce = true;
  if (wanted !== null && !held.isAnswered) held.answers = answersIn(wanted);
}
