import type { Command as CliCommand } from 'commander';
import { program } from '../../main/cli/program.ts';
import { commands } from '../../provision/ctl/commands/index.ts';

/** One command line as a text names it: the program, its words, its flags. */
export type Named = {
  readonly program: 'teachtrackctl' | 'teachtrack';
  readonly words: readonly string[];
  readonly flags: readonly string[];
  readonly line: string;
};

/** Command lines in code spans and code blocks of a page, and in sentences of the program (“…”, "…"). */
export function commandsIn(text: string): readonly Named[] {
  const spans = [...text.matchAll(/`([^`\n]+)`/g), ...text.matchAll(/^ *((?:bin\/)?teachtrack(?:ctl)? .*)$/gm)];
  return spans.flatMap(([, span = '']) => {
    const [, name, rest = ''] = /^(?:sudo )?(?:bin\/)?(teachtrackctl|teachtrack)(?: (.*))?$/.exec(span.trim()) ?? [];
    if (name !== 'teachtrackctl' && name !== 'teachtrack') return [];
    const parts = rest
      .replace(/#.*$/, '')
      .replace(/"[^"]*"/g, 'TEXT')
      .trim()
      .split(/[\s|[\]]+/)
      .filter(Boolean);
    const flags = parts.filter((part) => part.startsWith('--')).map((part) => part.split('=')[0] ?? part);
    const first = parts.findIndex((part) => !/^[a-z][a-z-]*$/.test(part));
    return [{ program: name, words: first < 0 ? parts : parts.slice(0, first), flags, line: span.trim() }];
  });
}

/** What is wrong with a named command line; undefined when the program knows all of it. */
export function unknownIn({ program: name, words, flags, line }: Named): string | undefined {
  if (words.length === 0) return flags.every((flag) => flag === '--help') ? undefined : `${line}: no command`;
  return name === 'teachtrackctl' ? unknownCtl(words, flags, line) : unknownCli(words, flags, line);
}

function unknownCtl([first = '', second]: readonly string[], flags: readonly string[], line: string) {
  if (first === 'help' || first === 'version') return undefined;
  const both = commands.find((one) => one.name === `${first} ${second}`);
  const command = both ?? commands.find((one) => one.name === first);
  if (command === undefined) return `${line}: teachtrackctl has no command ${first} ${second ?? ''}`;
  const isWord = both !== undefined || second === undefined || command.acts?.includes(second) === true;
  if (!isWord && command.program === undefined) return `${line}: ${first} does not know ${second}`;
  const wrong = flags.find((flag) => !(flag.slice(2) in command.options));
  return wrong === undefined || command.program !== undefined ? undefined : `${line}: ${first} has no ${wrong}`;
}

const cli = program(new AbortController().signal);

function unknownCli(words: readonly string[], flags: readonly string[], line: string) {
  let command: CliCommand = cli;
  const left = [...words];
  for (let next = child(command, left[0]); next !== undefined; next = child(command, left[0])) {
    command = next;
    left.shift();
  }
  if (command === cli) return `${line}: teachtrack has no command ${words[0] ?? ''}`;
  const [word] = left;
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  if (word !== undefined && !choices.includes(word)) return `${line}: ${command.name()} does not know ${word}`;
  const wrong = flags.find((flag) => !command.options.some(({ long }) => long === flag));
  return wrong === undefined ? undefined : `${line}: ${command.name()} has no ${wrong}`;
}

function child(command: CliCommand, name: string | undefined): CliCommand | undefined {
  return command.commands.find((one) => one.name() === name);
}

/** Names that people call, for holding a list of them against the programs. */
export const cliNames: readonly string[] = cli.commands.map((one) => one.name());
