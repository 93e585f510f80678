import { prove } from '../../contract/calls/prove.ts';
import { originOfLaptop } from '../laptop.ts';
import { lookAtProve, runProve, stopProve } from '../upkeep/prove.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function proveHandlers({ connections }: SessionContext): HandlersOf<typeof prove> {
  const server = (connection: string) => connections.get(connection).administered;
  return {
    'prove.look': async ({ connection, ...size }) =>
      answerOf(prove['prove.look'].out, await lookAtProve(server(connection), size)),
    'prove.start': async ({ connection, users, minutes }) => {
      const wish = {
        ...(users === undefined ? {} : { users: String(users) }),
        ...(minutes === undefined ? {} : { minutes: String(minutes) }),
      };
      const held = connections.get(connection);
      await held.act('prove', (to, watch) => runProve(to, originOfLaptop(), watch, wish)).begun;
      return {};
    },
    'prove.stop': async ({ connection }) => {
      await stopProve(server(connection));
      return {};
    },
  };
}
