import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { reviveFallen } from '../revive.ts';

export const revive: Command = {
  name: 'revive',
  usage: '',
  summary:
    'start again, after longer and longer pauses, services that systemd has given up (systemd calls it by itself)',
  options: {},
  async run(world) {
    await reviveFallen(world);
    return exitCodes.ok;
  },
};
