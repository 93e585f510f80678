import { collectFacts } from '../../provision/facts/collect.ts';
import { teachtrack } from '../../provision/facts/teachtrack.ts';
import type { Answers } from '../contract/answers.ts';
import { existingIn } from './check-server.ts';
import { answersIn } from './default-answers.ts';
import type { OpenServer } from './open-server.ts';

/** What an installed server was given, as answers; undefined where there is no TeachTrack. One round trip. */
export async function answersInForce(
  { transport }: Pick<OpenServer, 'transport'>,
  signal?: AbortSignal,
): Promise<Answers | undefined> {
  const facts = await collectFacts(transport, [teachtrack], signal === undefined ? {} : { signal });
  const { wanted } = existingIn(facts);
  return wanted === null ? undefined : answersIn(wanted);
}
