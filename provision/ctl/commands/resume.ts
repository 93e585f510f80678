import { type Command, text } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { chosenRun, originSchema, readRequest } from '../run-folder.ts';
import { resumeRun, runState } from '../start.ts';
import { parsed } from '../wanted-schema.ts';

export const resume: Command = {
  name: 'resume',
  usage: '[--run ID] [--origin JSON] [--json]',
  summary: 'go on with a run that was cut off, failed or was cancelled',
  options: { run: { type: 'string' }, origin: { type: 'string' }, json: { type: 'boolean' } },
  async run(world, flags) {
    const run = chosenRun(world.paths, text(flags, 'run'));
    const request = readRequest(world.paths, run);
    const told = text(flags, 'origin');
    const origin = told === undefined ? request.origin : parsed(originSchema, told, '--origin');
    if (runState(world, run) === 'done') {
      world.err(`${run} is done: there is nothing to resume.`);
      return exitCodes.usage;
    }
    await resumeRun(world, run, { ...request, origin });
    world.out(flags['json'] === true ? JSON.stringify({ run }) : run);
    return exitCodes.ok;
  },
};
