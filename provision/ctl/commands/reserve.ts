import { freeReserve, keepReserve, tellReserve } from '../../reserve/keep.ts';
import { megabytes, type ReserveState } from '../../reserve/state.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { originOr } from '../installed.ts';
import { opsOf, wantedOf } from '../own-act.ts';
import type { World } from '../world.ts';

/** Takes no lock: a run that hangs on a full disk holds it, and is what the reserve is for. */
export const reserve: Command = {
  name: 'reserve',
  usage: 'show | free | keep  [--json] [--origin JSON]',
  summary:
    'space put by for the day the disk is full: “free” gives it back, and it is made again by itself; “keep” makes what is missing',
  acts: ['show', 'free', 'keep'],
  options: { json: { type: 'boolean' }, origin: { type: 'string' } },
  async run(world, flags) {
    const isAsked = flags['act'] === 'free';
    const state = isAsked ? await given(world, `${originOr(world, flags).who}`) : await looked(world, flags['act']);
    world.out(flags['json'] === true ? JSON.stringify(state) : reserveLines(state).join('\n'));
    return isAsked || state.ok === true ? exitCodes.ok : exitCodes.unhealthy;
  },
};

/** Gives the reserve back, for whoever asks. */
export function given(world: World, by: string): Promise<ReserveState> {
  return freeReserve(opsOf(world), wantedOf(world), by);
}

function looked(world: World, act: unknown): Promise<ReserveState> {
  return (act === 'keep' ? keepReserve : tellReserve)(opsOf(world), wantedOf(world));
}

export function reserveLines({ summary, places }: ReserveState): readonly string[] {
  return [
    summary,
    ...places.map(({ folder, path, bytes, isThere, heldBytes }) => {
      const lacking = heldBytes ? ` (${megabytes(heldBytes)} of it are left)` : ' (not there)';
      return `  for ${folder}: ${megabytes(bytes)} in ${path}${isThere ? '' : lacking}`;
    }),
  ];
}
