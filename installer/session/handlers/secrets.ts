import type { z } from 'zod';
import { secrets } from '../../contract/calls/secrets.ts';
import { originOfLaptop } from '../laptop.ts';
import { planRotation, type RotationWish, startRotation } from '../upkeep/rotate.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

type What = z.output<(typeof secrets)['secrets.plan']['in']>['what'];

export function secretsHandlers({ connections }: SessionContext): HandlersOf<typeof secrets> {
  return {
    'secrets.plan': async ({ connection, what }) =>
      answerOf(secrets['secrets.plan'].out, await planRotation(connections.get(connection).administered, wishOf(what))),
    'secrets.rotate': async ({ connection, what }) => {
      const held = connections.get(connection);
      const run = await startRotation(held.administered, wishOf(what), originOfLaptop());
      held.watchRun(run, 'rotation');
      return { run };
    },
  };
}

function wishOf(what: What): RotationWish {
  return what === 'finish-ca' ? { act: 'ca', finishCa: true } : { act: what };
}
