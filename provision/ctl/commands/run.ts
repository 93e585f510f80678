import { type Command, needed } from '../command.ts';
import { execute } from '../execute.ts';
import { exitCodes } from '../exit-codes.ts';

export const run: Command = {
  name: 'run',
  usage: '--run ID',
  summary: 'do a run in this process (used by the unit that start and resume make)',
  options: { run: { type: 'string' } },
  async run(world, flags) {
    const cancel = new AbortController();
    const cancelNow = new AbortController();
    process.on('SIGTERM', () => cancel.abort());
    process.on('SIGUSR2', () => {
      cancel.abort();
      cancelNow.abort();
    });
    const signals = { cancel: cancel.signal, cancelNow: cancelNow.signal };
    const outcome = await execute(world, needed(flags, 'run'), signals);
    return outcome === 'done' ? exitCodes.ok : exitCodes.failed;
  },
};
