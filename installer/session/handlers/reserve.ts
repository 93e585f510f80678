import { reserve } from '../../contract/calls/reserve.ts';
import { originOfLaptop } from '../laptop.ts';
import { giveReserveBack, reserveOf } from '../upkeep/reserve.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function reserveHandlers({ connections }: SessionContext): HandlersOf<typeof reserve> {
  const { out } = reserve['reserve.look'];
  return {
    'reserve.look': async ({ connection }) => answerOf(out, await reserveOf(connections.get(connection).administered)),
    'reserve.free': async ({ connection }) =>
      answerOf(out, await giveReserveBack(connections.get(connection).administered, originOfLaptop())),
  };
}
