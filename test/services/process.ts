import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type Program = {
  readonly pid: number;
  /** Everything it wrote so far. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  /** Asks it to end and, after the time given, kills it. Resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
  readonly ended: Promise<number | null>;
};

const running = new Map<ChildProcess, () => string>();
process.once('exit', () => {
  for (const child of running.keys()) child.kill('SIGKILL');
});

/** The last lines of every program that runs now. */
export function lastWords(): readonly string[] {
  return [...running].map(([{ spawnargs }, said]) => {
    const lines = said().trimEnd().split('\n').slice(-20);
    return [`--- ${spawnargs.join(' ').slice(0, 120)}`, ...lines].join('\n');
  });
}

/** Starts a program that this test process stops again, even when a test throws. */
export function start(
  argv: readonly string[],
  { env = process.env }: { readonly env?: NodeJS.ProcessEnv } = {},
): Program {
  const [file = '', ...args] = argv;
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  running.set(child, () => text);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece) => {
      text += piece;
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      text += error.message;
      resolve(null);
    });
    child.once('exit', (code) => {
      running.delete(child);
      // Its last words may still be in the pipe; a child of its own that lives on may keep that open.
      const unread = setTimeout(() => resolve(code), 2_000);
      child.once('close', () => {
        clearTimeout(unread);
        resolve(code);
      });
    });
  });
  return {
    pid: child.pid ?? -1,
    output: () => text,
    kill: (signal) => child.kill(signal),
    ended,
    async stop(graceMs = 120_000) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** A folder of its own that servers running as another user may enter. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `tt-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Waits until something accepts connections on a unix socket. */
export async function accepting(socketPath: string, program: Program, timeoutMs = 180_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let ended = false;
  void program.ended.then(() => (ended = true));
  while (!(await accepts(socketPath))) {
    if (ended) throw new Error(`the program of ${socketPath} ended: ${program.output().slice(-2000)}`);
    if (Date.now() > deadline) throw new Error(`nothing answers at ${socketPath}: ${program.output().slice(-2000)}`);
    await sleep(25);
  }
}

function accepts(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** Asks again until the answer is yes. */
export async function until(what: string, ask: () => boolean | Promise<boolean>, timeoutMs = 180_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain: ${what}`);
    await sleep(50);
  }
}
