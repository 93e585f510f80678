import { goLive } from '../../contract/calls/go-live.ts';
import { originOfLaptop } from '../laptop.ts';
import { goLiveOf, waivePoint } from '../upkeep/golive.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function goLiveHandlers({ connections }: SessionContext): HandlersOf<typeof goLive> {
  const { out } = goLive['golive.look'];
  return {
    'golive.look': async ({ connection }) => answerOf(out, await goLiveOf(connections.get(connection).administered)),
    'golive.waive': async ({ connection, ...wish }) =>
      answerOf(out, await waivePoint(connections.get(connection).administered, wish, originOfLaptop())),
    'golive.unwaive': async ({ connection, point }) =>
      answerOf(out, await waivePoint(connections.get(connection).administered, { point }, originOfLaptop())),
  };
}
