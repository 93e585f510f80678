import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export type Finished = {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
};

export type CommandOptions = {
  /** Folder that stands for the laptop's settings, so that tests do not share memories. */
  readonly config: string;
  /** Show the output as it comes. */
  readonly show?: boolean;
  readonly env?: Readonly<Record<string, string>>;
};

/** Starts the command line program as a person would, with another person's settings. */
export function teachtrack(args: readonly string[], { config, show = false, env = {} }: CommandOptions) {
  const started = performance.now();
  const child: ChildProcess = spawn(resolve(root, 'bin/teachtrack'), args, {
    cwd: config,
    env: { ...process.env, XDG_CONFIG_HOME: config, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (show) process.stdout.write(text);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (show) process.stderr.write(text);
  });
  const finished = new Promise<Finished>((done, failed) => {
    child.on('error', failed);
    child.on('close', (exitCode) => done({ exitCode, stdout, stderr, durationMs: performance.now() - started }));
  });
  return { child, finished, output: () => stdout };
}
