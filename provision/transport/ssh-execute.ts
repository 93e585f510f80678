import { setTimeout as pause } from 'node:timers/promises';
import { ProvisionError } from '../model/error.ts';
import { Secret } from '../model/secret.ts';
import { converse } from './converse.ts';
import { evidenceOf } from './evidence.ts';
import { defaultTimeoutMs, type Execution, type ExecutionResult } from './execution.ts';
import { newToken } from './framing.ts';
import { quoteAll } from './quote.ts';
import { type Elevation, endGroup, framed } from './script.ts';
import type { Slots } from './slots.ts';
import type { Connection } from './ssh-connection.ts';
import { ChannelRefused, type RemoteProcess, startRemote } from './ssh-process.ts';
import { cancelledError, supervise } from './supervise.ts';
import { judge } from './verdict.ts';

/** How a command line reaches `/bin/sh`: in the request, or typed into a shell that would not take it from there. */
export type Delivery = 'request' | 'typed';

export type Line = {
  readonly connection: Connection;
  readonly slots: Slots;
  readonly delivery: Delivery;
  readonly elevation: Elevation;
  readonly sudoPassword?: Secret | undefined;
  readonly askAnew?: boolean;
  /** What the login shell printed before our shell ran. */
  readonly onNoise?: (text: string) => void;
  readonly onPrompt?: () => void;
};

/** Linux takes no single argument longer than 128 KiB, and a command line is one argument of the login shell. */
const longestRequest = 100_000;

/** Runs one command over the connection. Never runs it twice: once it may have begun, a loss is reported. */
export async function executeOver(line: Line, execution: Execution): Promise<ExecutionResult> {
  const { argv, signal, timeoutMs = defaultTimeoutMs } = execution;
  const program = argv[0];
  if (signal?.aborted) throw cancelledError(program, signal);
  const token = newToken();
  const words = framed({ argv, token, elevation: line.elevation, ...pick(execution, line) });
  const commandLine = `exec ${quoteAll(words)}`;
  const isTyped = line.delivery === 'typed' || commandLine.length > longestRequest;
  const hidden = [line.sudoPassword, execution.stdin].flatMap((one) => (one instanceof Secret ? [one.reveal()] : []));

  const started = performance.now();
  const opening = begin(line, isTyped ? 'exec /bin/sh' : commandLine, { program, signal });
  let pid: number | undefined;
  let noise: (() => string) | undefined;
  const work = opening.then((process) =>
    converse(process, {
      token,
      ...(isTyped ? { typed: `${commandLine}\n` } : {}),
      ...(line.elevation === 'sudo-with-password' && line.sudoPassword ? { sudoPassword: line.sudoPassword } : {}),
      ...(execution.stdin === undefined ? {} : { stdin: execution.stdin }),
      ...(execution.onStdout === undefined ? {} : { onStdout: execution.onStdout }),
      watchNoise: (look) => {
        noise = look;
      },
      onBegin: (value) => {
        pid = value;
      },
    }).finally(process.release),
  );
  const hangUp = () => opening.then((process) => process.hangUp());
  const stop = async () => {
    if (pid === undefined) return void hangUp().catch(() => {});
    await end(line, pid).catch(hangUp);
    await work.catch(() => {});
  };
  const late = () => (pid === undefined ? neverBegan({ program, timeoutMs, noise: noise?.(), hidden }) : undefined);
  const said = await supervise({ program, timeoutMs, signal, work, stop, late });
  if (said.noise.trim() !== '') line.onNoise?.(said.noise);
  if (said.prompts > 0) line.onPrompt?.();
  return judge(said, { program, elevation: line.elevation, hidden, durationMs: performance.now() - started });
}

function pick({ env }: Execution, { askAnew }: Line) {
  return { ...(env === undefined ? {} : { env }), ...(askAnew === undefined ? {} : { askAnew }) };
}

type Waited = {
  readonly program: string;
  readonly timeoutMs: number;
  /** Undefined when not even a channel was opened. */
  readonly noise: string | undefined;
  readonly hidden: readonly string[];
};

function neverBegan({ program, timeoutMs, noise, hidden }: Waited): ProvisionError {
  const code = noise === undefined ? 'TT-SSH-09' : 'TT-RUN-04';
  const message = `The server gave no sign within ${Math.round(timeoutMs / 1000)} s that it had begun ${program}.`;
  return new ProvisionError({ code, message, evidence: evidenceOf(noise ?? '', hidden) });
}

type Beginning = { readonly program: string; readonly signal: AbortSignal | undefined };

/**
 * Opens a channel, waiting where the server allows only so many at once. It may take a moment to notice that the last
 * one is free again, so it is asked for a second before it is believed. A refused channel has run nothing.
 */
async function begin(
  { connection, slots }: Line,
  commandLine: string,
  { program, signal }: Beginning,
): Promise<RemoteProcess & { release(): void }> {
  for (let refusals = 0; ; refusals += 1) {
    const release = await slots.take();
    try {
      if (signal?.aborted) throw cancelledError(program, signal);
      const client = await connection.client(signal);
      const process = await startRemote(client, commandLine);
      return { ...process, release };
    } catch (error) {
      const isAlone = slots.used() <= 1;
      if (error instanceof ChannelRefused && !isAlone) slots.shrink();
      release();
      if (error instanceof ProvisionError) throw error;
      if (!(error instanceof ChannelRefused)) {
        const message = `The connection was lost when ${program} was to start; it may have been done.`;
        throw new ProvisionError({ code: 'TT-SSH-09', message, cause: error });
      }
      if (isAlone && refusals < 10) await pause(100);
      else if (isAlone) {
        const message = `The server would not start ${program}: it gives this user no session for commands.`;
        throw new ProvisionError({ code: 'TT-RUN-04', message, cause: error });
      }
    }
  }
}

/** Ends the command's process group, as the same user, on a channel beside it. */
async function end(line: Line, pid: number): Promise<void> {
  const beside: Line = { ...line, slots: { take: async () => () => {}, shrink() {}, used: () => 1 }, askAnew: false };
  await executeOver(beside, { argv: ['sh', '-c', endGroup, 'sh', String(pid)], timeoutMs: 4_500 });
}
