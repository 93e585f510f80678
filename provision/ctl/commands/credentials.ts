import { existsSync, readFileSync } from 'node:fs';
import { removeDurable } from '../../engine/durable.ts';
import { ProvisionError } from '../../model/error.ts';
import { type Command, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

export const credentials: Command = {
  name: 'credentials',
  usage: '--once|--keep [--json]',
  summary: 'print the first sign-in; with --once it is removed from the server and cannot be shown again',
  options: { once: { type: 'boolean' }, keep: { type: 'boolean' }, json: { type: 'boolean' } },
  async run(world, flags) {
    const isOnce = flags['once'] === true;
    if (isOnce === (flags['keep'] === true))
      throw usage('--once or --keep is needed: whether the first sign-in is removed when it was shown.');
    if (!existsSync(world.firstSignIn))
      throw new ProvisionError({
        code: 'TT-FILE-03',
        message: 'The first sign-in was shown already, or there is none yet.',
      });
    const text = readFileSync(world.firstSignIn, 'utf8').trimEnd();
    world.out(flags['json'] === true ? JSON.stringify({ text }) : text);
    if (isOnce) removeDurable(world.firstSignIn);
    return exitCodes.ok;
  },
};
