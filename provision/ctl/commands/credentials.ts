import { existsSync, readFileSync } from 'node:fs';
import { removeDurable } from '../../engine/durable.ts';
import { ProvisionError } from '../../model/error.ts';
import { type Command, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

export const credentials: Command = {
  name: 'credentials',
  usage: '--once',
  summary: 'print the first sign-in and remove it from the server: it cannot be shown again',
  options: { once: { type: 'boolean' } },
  async run(world, flags) {
    if (flags['once'] !== true) throw usage('--once is needed: the first sign-in is removed when it was shown.');
    if (!existsSync(world.firstSignIn))
      throw new ProvisionError({
        code: 'TT-FILE-03',
        message: 'The first sign-in was shown already, or there is none yet.',
      });
    world.out(readFileSync(world.firstSignIn, 'utf8').trimEnd());
    removeDurable(world.firstSignIn);
    return exitCodes.ok;
  },
};
