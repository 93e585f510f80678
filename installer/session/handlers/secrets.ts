import type { z } from 'zod';
import { secrets } from '../../contract/calls/secrets.ts';
import { answersInForce } from '../answers-in-force.ts';
import { forgetDatabaseAdministrator } from '../database-administrator.ts';
import { originOfLaptop } from '../laptop.ts';
import type { OpenServer } from '../open-server.ts';
import { giveDatabaseAdministrator, planRotation, type RotationWish, startRotation } from '../upkeep/rotate.ts';
import { Secret } from '../values.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

type Wish = z.output<(typeof secrets)['secrets.plan']['in']>;

export function secretsHandlers({ connections }: SessionContext): HandlersOf<typeof secrets> {
  return {
    'secrets.look': async ({ connection }, { signal }) => {
      const database = (await answersInForce(connections.get(connection).administered, signal))?.database;
      return { database: database === undefined ? null : { host: database.host } };
    },
    'secrets.plan': async (wish, { signal }) => {
      const server = connections.get(wish.connection).administered;
      // A plan may be all that is ever made of it: nothing of the sign-in stays for one that nobody begins.
      const planned = await withAdministrator({ server, wish, signal }, (rotation) => planRotation(server, rotation));
      if (wish.databaseAdministrator !== undefined) await forgetDatabaseAdministrator(server);
      return answerOf(secrets['secrets.plan'].out, planned);
    },
    'secrets.rotate': async (wish, { signal }) => {
      const held = connections.get(wish.connection);
      const server = held.administered;
      const run = await withAdministrator({ server, wish, signal }, (rotation) =>
        startRotation(server, rotation, originOfLaptop()),
      );
      held.watchRun(run, wish.what === 'back' ? 'rotation-back' : 'rotation');
      return { run };
    },
  };
}

type Wished = { readonly server: OpenServer; readonly wish: Wish; readonly signal: AbortSignal };

/** The run forgets the sign-in at its end; what was refused must not leave it behind. */
async function withAdministrator<T>(
  { server, wish, signal }: Wished,
  act: (rotation: RotationWish) => Promise<T>,
): Promise<T> {
  const { what, databaseAdministrator: given } = wish;
  if (given !== undefined)
    await giveDatabaseAdministrator(server, { user: given.user, typed: new Secret(given.password) }, signal);
  try {
    return await act(what === 'finish-ca' ? { act: 'ca', finishCa: true } : { act: what });
  } catch (thrown) {
    if (given !== undefined) await forgetDatabaseAdministrator(server);
    throw thrown;
  }
}
