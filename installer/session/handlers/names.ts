import { names } from '../../contract/calls/names.ts';
import { namesOf } from '../names.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function namesHandlers({ connections }: SessionContext): HandlersOf<typeof names> {
  return {
    'names.look': async ({ connection }) =>
      answerOf(names['names.look'].out, await namesOf(connections.get(connection).administered)),
  };
}
