import { readFileSync } from 'node:fs';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { ProvisionError } from '../model/error.ts';
import type { World } from './world.ts';

export type Flags = Readonly<Record<string, string | boolean | undefined>>;

export type Command = {
  readonly name: string;
  /** How it is called, after the name. */
  readonly usage: string;
  readonly summary: string;
  readonly options: ParseArgsOptionsConfig;
  /** Words that may follow the name, such as `show`; the chosen one is the flag `act`, by default the first. */
  readonly acts?: readonly string[];
  /** A program of the release that gets the whole command line instead of `run`; it prints and ends by itself. */
  readonly program?: string;
  /** Gives the exit code; what it throws is printed with its code. */
  readonly run: (world: World, flags: Flags) => Promise<number>;
};

/** Rejects with TT-ANSWERS-01 for a flag that is unknown or lacks its value. */
export function flagsOf(command: Command, args: readonly string[]): Flags {
  try {
    const allowPositionals = command.acts !== undefined;
    const found = parseArgs({ args: [...args], options: command.options, strict: true, allowPositionals });
    const values = found.values as Flags;
    return command.acts === undefined ? values : { ...values, act: actOf(command.acts, found.positionals) };
  } catch (cause) {
    throw usage(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function actOf(acts: readonly string[], [word = acts[0] ?? '', ...more]: readonly string[]): string {
  if (acts.includes(word) && more.length === 0) return word;
  throw new Error(`${[word, ...more].join(' ')} is not one of: ${acts.join(', ')}.`);
}

export function text(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

export function needed(flags: Flags, name: string): string {
  const value = text(flags, name);
  if (value === undefined) throw usage(`--${name} is needed.`);
  return value;
}

/** The text of a file, or of the standard input for `-`. */
export async function textOf(world: World, source: string): Promise<string> {
  if (source === '-') return world.readStdin();
  try {
    return readFileSync(source, 'utf8');
  } catch (cause) {
    throw new ProvisionError({ code: 'TT-FILE-03', message: `${source} cannot be read.`, cause });
  }
}

export function usage(message: string, cause?: unknown): ProvisionError {
  return new ProvisionError({ code: 'TT-ANSWERS-01', message, cause });
}
