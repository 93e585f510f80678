import { drift } from '../../contract/calls/drift.ts';
import { originOfLaptop } from '../laptop.ts';
import { decideDrift, driftOf, restoreItem } from '../upkeep/drift.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function driftHandlers({ connections }: SessionContext): HandlersOf<typeof drift> {
  const { out } = drift['drift.look'];
  return {
    'drift.look': async ({ connection }) => answerOf(out, await driftOf(connections.get(connection).administered)),
    'drift.restore': async ({ connection, item }) => {
      const held = connections.get(connection);
      const run = await restoreItem(held.administered, item, originOfLaptop());
      held.watchRun(run, 'put-back');
      return { run };
    },
    'drift.decide': async ({ connection, decision }) =>
      answerOf(out, await decideDrift(connections.get(connection).administered, decision, originOfLaptop())),
  };
}
