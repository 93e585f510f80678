import { constants, userInfo } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Transport } from '../model/transport.ts';
import { converse, feedFault, pour } from './converse.ts';
import { defaultTimeoutMs, type Execution, type ExecutionResult, exitCodeOf } from './execution.ts';
import { newToken } from './framing.ts';
import { readHere, writeHere } from './local-file.ts';
import { type LocalProcess, startLocal } from './local-process.ts';
import { readThrough, writeThrough } from './remote-file.ts';
import { runWith } from './run.ts';
import { endGroup, framed, searchPath } from './script.ts';
import { cancelledError, supervise } from './supervise.ts';
import { uploadThrough } from './upload.ts';
import { judge } from './verdict.ts';

/** This machine. As root nothing stands in between; another user becomes root by `sudo -n` (TT-SUDO-*). */
export function localTransport(): Transport {
  const isRoot = process.getuid?.() === 0;
  const needsSudo = (asRoot: boolean | undefined) => asRoot === true && !isRoot;
  const execute = (execution: Execution) => (needsSudo(execution.asRoot) ? throughSudo : directly)(execution);
  const readFar = readThrough(execute);
  const writeFar = writeThrough(execute);
  return {
    kind: 'local',
    run: runWith(execute),
    readFile: (path, options) => (needsSudo(options?.asRoot) ? readFar(path, options) : readHere(path)),
    writeFile: (path, content, options) =>
      needsSudo(options?.asRoot) ? writeFar(path, content, options) : writeHere(path, content, options),
    upload: uploadThrough(execute),
    reconnect: async () => {},
    close: async () => {},
  };
}

function environment(): Record<string, string> {
  const { homedir, username } = userInfo();
  return { PATH: searchPath, LC_ALL: 'C', HOME: homedir, USER: username, LOGNAME: username };
}

async function directly({ argv, env, stdin, onStdout, ...limits }: Execution): Promise<ExecutionResult> {
  const program = argv[0];
  if (limits.signal?.aborted) throw cancelledError(program, limits.signal);
  const started = performance.now();
  const child = startLocal(argv, { ...environment(), ...env });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => (onStdout === undefined ? stdout.push(chunk) : onStdout(chunk)));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => {});
  let feedError: unknown;
  pour(stdin, child.stdin).catch((error: unknown) => {
    feedError = error;
    child.stdin.end();
  });
  const ended = await supervise({
    program,
    timeoutMs: limits.timeoutMs ?? defaultTimeoutMs,
    signal: limits.signal,
    work: child.ended,
    stop: async () => {
      await endHere(child);
      await child.ended;
    },
  });
  if (feedError !== undefined) throw feedFault(feedError);
  const exitCode = ended.kind === 'lost' ? 1 : exitCodeOf(ended, constants.signals);
  const durationMs = performance.now() - started;
  return { exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr), durationMs };
}

async function throughSudo(execution: Execution): Promise<ExecutionResult> {
  const { argv, env, stdin, onStdout, signal, timeoutMs = defaultTimeoutMs } = execution;
  const program = argv[0];
  if (signal?.aborted) throw cancelledError(program, signal);
  const started = performance.now();
  const token = newToken();
  const elevation = 'sudo-passwordless';
  let pid: number | undefined;
  const child = startLocal(framed({ argv, token, elevation, ...(env ? { env } : {}) }), environment());
  const work = converse(child, {
    token,
    ...(stdin === undefined ? {} : { stdin }),
    ...(onStdout === undefined ? {} : { onStdout }),
    onBegin: (value) => {
      pid = value;
    },
  });
  const stop = async () => {
    if (pid === undefined) return endHere(child);
    await throughSudo({ argv: ['sh', '-c', endGroup, 'sh', String(pid)], timeoutMs: 4_500 });
  };
  const said = await supervise({ program, timeoutMs, signal, work, stop });
  return judge(said, { program, elevation, hidden: [], durationMs: performance.now() - started });
}

/** Asks the process group to end, waits up to two seconds, then kills it. */
async function endHere({ pid }: LocalProcess): Promise<void> {
  if (pid === undefined) return;
  const isThere = (signal: NodeJS.Signals | 0) => {
    try {
      return process.kill(-pid, signal);
    } catch {
      return false;
    }
  };
  if (!isThere('SIGTERM')) return;
  for (let tries = 0; tries < 40 && isThere(0); tries += 1) await pause(50);
  isThere('SIGKILL');
}
