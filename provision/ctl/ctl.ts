import { flagsOf } from './command.ts';
import { commands } from './commands/index.ts';
import { exitCodes } from './exit-codes.ts';
import { refused } from './refused.ts';
import type { World } from './world.ts';

/** Runs one command line and gives the exit code. An error is JSON on the standard output when `--json` was asked. */
export async function ctl(args: readonly string[], world: World, version: string): Promise<number> {
  const { name, rest } = called(args);
  if (name === 'help' || rest.includes('--help') || name === '--help') {
    world.out(help(name));
    return exitCodes.ok;
  }
  if (name === 'version' || name === '--version') {
    const told = { version, commands: commands.map((command) => command.name) };
    world.out(rest.includes('--json') ? JSON.stringify(told) : version);
    return exitCodes.ok;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    world.err(`There is no command ${[name, ...rest.slice(0, 1)].join(' ')}.\n\n${help(name)}`);
    return exitCodes.usage;
  }
  try {
    if (command.program !== undefined) return await world.runProgram(command.program, rest);
    return await command.run(world, flagsOf(command, rest));
  } catch (thrown) {
    return refused(world, rest, thrown);
  }
}

/** A command has a name of one word, or of two: `backup list`. */
function called([first = 'help', second = '', ...rest]: readonly string[]) {
  const both = `${first} ${second}`;
  if (commands.some(({ name }) => name === both)) return { name: both, rest };
  return { name: first, rest: second === '' ? rest : [second, ...rest] };
}

function help(name = 'help'): string {
  const chosen = commands.filter((command) => command.name === name || command.name.startsWith(`${name} `));
  const shown = chosen.length > 0 ? chosen : commands;
  return [
    'teachtrackctl: the engine of TeachTrack on this server',
    '',
    ...shown.map(({ name, usage, summary }) => `  ${name} ${usage}\n      ${summary}`),
    ...(chosen.length > 0 ? [] : ['  version\n      the version of this program']),
    '',
    'Exit codes: 0 done · 1 failed · 2 called wrongly · 3 blocked (another run, a requirement, foreign data, a stale plan)',
    '            4 not healthy · 5 the followed run ended unfinished and can be resumed · 6 fewer teachers were held than asked for',
  ].join('\n');
}
