import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { serveRequests as serve } from '../requests/serve.ts';

export const serveRequests: Command = {
  name: 'serve-requests',
  usage: '',
  summary: 'does what the status panel has asked for; systemd starts it',
  options: {},
  async run(world) {
    await serve(world);
    return exitCodes.ok;
  },
};
