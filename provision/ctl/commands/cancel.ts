import { isHeld, readOwner } from '../../engine/lock.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

export const cancel: Command = {
  name: 'cancel',
  usage: '[--now] [--json]',
  summary: 'stop the run under way before its next step; with --now, end what the step waits for, too',
  options: { now: { type: 'boolean' }, json: { type: 'boolean' } },
  async run(world, flags) {
    const owner = readOwner(world.paths.lock);
    const isJson = flags['json'] === true;
    if (owner === undefined || !isHeld(owner, world.host) || owner.handingOver) {
      world.out(isJson ? JSON.stringify({ run: null }) : 'No run is under way.');
      return exitCodes.ok;
    }
    process.kill(owner.pid, flags['now'] === true ? 'SIGUSR2' : 'SIGTERM');
    world.out(isJson ? JSON.stringify({ run: owner.run }) : `${owner.run} stops at the next safe point.`);
    return exitCodes.ok;
  },
};
