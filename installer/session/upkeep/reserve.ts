import type { Origin } from '../../../provision/model/journal.ts';
import type { ReserveState } from '../../../provision/reserve/state.ts';
import type { OpenServer } from '../open-server.ts';
import { answerOf } from './ask.ts';

export type { ReserveState };

/** The space that is put by on the server for the day a disk is full. */
export function reserveOf(server: OpenServer): Promise<ReserveState> {
  return answerOf(server, ['reserve', 'show']);
}

/** Gives it back at once. Rejects with TT-FILE-04 when no disk is full, or nothing is left to give. */
export function giveReserveBack(server: OpenServer, origin: Origin): Promise<ReserveState> {
  return answerOf(server, ['reserve', 'free', '--origin', JSON.stringify(origin)]);
}
