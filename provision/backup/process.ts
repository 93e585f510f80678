import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { ProvisionError } from '../model/error.ts';
import type { Argv } from '../model/transport.ts';
import { lastLines } from '../ops/command.ts';
import type { BackupContext } from './context.ts';

/** What is done to a program whose bytes stream: it is named in errors by `what`. */
export type Streamed = { readonly argv: Argv; readonly what: string };

/**
 * The standard output of a program, piece by piece. Rejects with TT-DB-01 and its last lines when it ends badly; ended
 * early, it is killed. Kept apart from `Transport`, whose commands give their output whole.
 */
export async function* outputOf({ signal }: BackupContext, { argv, what }: Streamed): AsyncGenerator<Buffer> {
  const child = started(argv, signal);
  child.stdin.end();
  const said = errorText(child.stderr);
  const closed = once(child, 'close') as Promise<[number | null]>;
  closed.catch(() => undefined);
  try {
    for await (const piece of child.stdout) yield piece as Buffer;
    const [code] = await closed;
    if (code !== 0) throw failed(what, code, said());
  } finally {
    child.kill('SIGKILL');
  }
}

/** Gives a program its standard input, piece by piece. Rejects with TT-DB-01 and its last lines when it ends badly. */
export async function feed(
  { signal }: BackupContext,
  { argv, what }: Streamed,
  input: AsyncIterable<Uint8Array>,
): Promise<void> {
  const child = started(argv, signal);
  child.stdout.resume();
  const said = errorText(child.stderr);
  let code: number | null | undefined;
  const closed = once(child, 'close').then(([ended]) => {
    code = ended as number | null;
  });
  closed.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  try {
    for await (const piece of input) {
      if (code !== undefined || child.stdin.destroyed) break;
      if (!child.stdin.write(piece)) await Promise.race([once(child.stdin, 'drain').catch(() => undefined), closed]);
    }
    child.stdin.end();
    await closed;
    if (code !== 0) throw failed(what, code ?? null, said());
  } finally {
    child.kill('SIGKILL');
  }
}

function started([program, ...args]: Argv, signal: AbortSignal): ChildProcessByStdio<Writable, Readable, Readable> {
  return spawn(program, args, {
    cwd: '/',
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', HOME: '/root' },
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
}

function errorText(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text = `${text}${piece}`.slice(-8_000);
  });
  return () => text;
}

function failed(what: string, code: number | null, said: string): ProvisionError {
  return new ProvisionError({
    code: 'TT-DB-01',
    message: `${what} did not work: ${code === null ? 'the program was ended' : `the program ended with code ${code}`}.`,
    evidence: lastLines(said, 4),
  });
}
