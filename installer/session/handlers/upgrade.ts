import { upgrade } from '../../contract/calls/upgrade.ts';
import { exportWritten, lookAtUpgrade } from '../upgrade-look.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';
import { saved } from './saved.ts';

export function upgradeHandlers({ connections, bundle, host: laptop }: SessionContext): HandlersOf<typeof upgrade> {
  return {
    'upgrade.look': async ({ connection, bundle: folder }) =>
      answerOf(
        upgrade['upgrade.look'].out,
        await lookAtUpgrade(connections.get(connection).administered, () => bundle(folder)),
      ),
    'upgrade.export': async ({ connection }) => {
      const { administered, server } = connections.get(connection);
      const bytes = await exportWritten(administered);
      return saved(laptop, { name: `teachtrack-written-${server.host.replaceAll(':', '-')}.tar.gz`, bytes });
    },
  };
}
