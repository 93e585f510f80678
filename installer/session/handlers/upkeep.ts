import type { upkeep } from '../../contract/calls/upkeep.ts';
import { noteLook } from '../last-looks.ts';
import { lookAtUpkeep } from '../upkeep/look.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function upkeepHandlers({ connections, files }: SessionContext): HandlersOf<typeof upkeep> {
  return {
    'upkeep.look': async ({ connection }) => {
      const { server, administered } = connections.get(connection);
      const { version, can, states } = await lookAtUpkeep(administered);
      // The list of servers is none the worse for one that could not be noted.
      await noteLook(files, server, { at: new Date().toISOString(), version, states }).catch(() => undefined);
      return { can, states };
    },
  };
}
