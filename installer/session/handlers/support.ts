import { ProvisionError } from '../../../provision/model/error.ts';
import { support } from '../../contract/calls/support.ts';
import { dropSupport, type PreparedSupport, prepareSupport, supportBytes } from '../upkeep/support.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';
import { saved } from './saved.ts';

export function supportHandlers({ connections, host: laptop }: SessionContext): HandlersOf<typeof support> {
  /** The one that was shown last, by connection; it lies on the server. */
  const shown = new Map<string, PreparedSupport>();
  const server = (connection: string) => connections.get(connection).administered;

  return {
    'support.prepare': async ({ connection }) => {
      await drop(connection);
      const prepared = await prepareSupport(server(connection));
      shown.set(connection, prepared);
      return answerOf(support['support.prepare'].out, prepared.manifest);
    },
    'support.save': async ({ connection }) => {
      const prepared = shown.get(connection);
      if (prepared === undefined)
        throw new ProvisionError({ code: 'TT-PLAN-02', message: 'No support bundle was shown yet.' });
      const bytes = await supportBytes(server(connection), prepared);
      const { host } = connections.get(connection).server;
      return saved(laptop, { name: `teachtrack-support-${host.replaceAll(':', '-')}.tar.gz`, bytes });
    },
    'support.drop': async ({ connection }) => {
      await drop(connection);
      return {};
    },
  };

  async function drop(connection: string): Promise<void> {
    const prepared = shown.get(connection);
    shown.delete(connection);
    if (prepared !== undefined) await dropSupport(server(connection), prepared);
  }
}
