import { ProvisionError } from '../../../provision/model/error.ts';
import type { credentials } from '../../contract/calls/credentials.ts';
import { firstSignIn, keptSignIn } from '../ask-server.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function credentialsHandlers({ connections }: SessionContext): HandlersOf<typeof credentials> {
  return {
    'credentials.show': async ({ connection }) => {
      const held = connections.get(connection);
      const text = await keptSignIn(held.administered);
      held.signInShown = text !== undefined;
      return text === undefined ? null : signInOf(text);
    },
    'credentials.acknowledge': async ({ connection }) => {
      const held = connections.get(connection);
      await firstSignIn(held.administered);
      held.signInShown = false;
      return {};
    },
  };
}

function signInOf(text: string): { userName: string; password: string; lines: string[] } {
  const field = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(text)?.[1];
  const userName = field('User name');
  const password = field('Password');
  if (userName === undefined || password === undefined) {
    throw new ProvisionError({ code: 'TT-RUN-04', message: 'The first sign-in on the server has another form.' });
  }
  return { userName, password, lines: text.split('\n') };
}
