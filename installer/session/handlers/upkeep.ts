import type { upkeep } from '../../contract/calls/upkeep.ts';
import { lookAtUpkeep } from '../upkeep/look.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function upkeepHandlers({ connections }: SessionContext): HandlersOf<typeof upkeep> {
  return {
    'upkeep.look': async ({ connection }) => lookAtUpkeep(connections.get(connection).administered),
  };
}
