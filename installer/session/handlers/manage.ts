import { manage } from '../../contract/calls/manage.ts';
import { healthOf, statusOf } from '../ask-server.ts';
import { jsonOf } from '../ctl.ts';
import { trustKit } from '../trust-kit.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function manageHandlers({ connections }: SessionContext): HandlersOf<typeof manage> {
  return {
    'manage.status': async ({ connection }) =>
      answerOf(manage['manage.status'].out, await statusOf(connections.get(connection).administered)),
    'manage.health': async ({ connection }) => {
      const { text } = await healthOf(connections.get(connection).administered, 'json');
      return answerOf(manage['manage.health'].out, jsonOf(text));
    },
    'manage.trust': async ({ connection }) => trustKit(connections.get(connection).administered),
  };
}
