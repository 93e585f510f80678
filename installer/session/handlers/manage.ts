import { manage } from '../../contract/calls/manage.ts';
import { healthOf, statusOf } from '../ask-server.ts';
import { jsonOf } from '../ctl.ts';
import { noteLook } from '../last-looks.ts';
import { trustKit } from '../trust-kit.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function manageHandlers({ connections, files }: SessionContext): HandlersOf<typeof manage> {
  return {
    'manage.status': async ({ connection }) => {
      const { server, administered } = connections.get(connection);
      const status = answerOf(manage['manage.status'].out, await statusOf(administered));
      // What was known of it is over.
      if (status.version === null) await noteLook(files, server, undefined).catch(() => undefined);
      return status;
    },
    'manage.health': async ({ connection }) => {
      const { text } = await healthOf(connections.get(connection).administered, 'json');
      return answerOf(manage['manage.health'].out, jsonOf(text));
    },
    'manage.trust': async ({ connection }) => trustKit(connections.get(connection).administered),
  };
}
