import { type ErrorCode, ProvisionError } from '../model/error.ts';
import type { StepContext } from '../model/step.ts';
import type { Argv, Command, CommandResult } from '../model/transport.ts';

/** What an operation needs of a step's context. */
export type Ops = Pick<StepContext, 'transport' | 'signal' | 'say'>;

export type RunOptions = Pick<Command, 'stdin' | 'env' | 'timeoutMs' | 'onLine'>;

/** Runs as root with the step's signal; a non-zero exit is a result. */
export function run({ transport, signal }: Ops, argv: Argv, options: RunOptions = {}): Promise<CommandResult> {
  return transport.run({ argv, asRoot: true, signal, ...options });
}

/** Runs as root; rejects with `code` and the command's last lines when it exits non-zero. `what` starts the message. */
export async function must(
  ops: Ops,
  argv: Argv,
  options: RunOptions & { readonly what: string; readonly code?: ErrorCode },
): Promise<CommandResult> {
  const { what, code = 'TT-RUN-01', ...rest } = options;
  const result = await run(ops, argv, rest);
  if (result.exitCode === 0) return result;
  throw new ProvisionError({
    code,
    message: `${what} did not work: ${argv[0]} ended with code ${result.exitCode}.`,
    evidence: lastLines(`${result.stdout}\n${result.stderr}`),
  });
}

/** The last lines that are not empty: what a person needs to see of a long output. */
export function lastLines(text: string, count = 12): string[] {
  return linesOf(text).slice(-count);
}

export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** A POSIX sh script that is a constant of ours; what varies travels as arguments. */
export function script(text: string, ...args: string[]): Argv {
  return ['sh', '-c', text, 'sh', ...args];
}

/** Resolves after `ms`, or rejects with TT-RUN-03 as soon as the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancelled = () => {
      clearTimeout(timer);
      reject(new ProvisionError({ code: 'TT-RUN-03', message: 'Cancelled while waiting.', cause: signal.reason }));
    };
    if (signal.aborted) return void reject(new ProvisionError({ code: 'TT-RUN-03', message: 'Cancelled.' }));
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', cancelled);
      resolve();
    }, ms);
    signal.addEventListener('abort', cancelled, { once: true });
  });
}
