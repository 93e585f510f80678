import { spawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import type { Argv } from '../model/transport.ts';
import type { Ended, Started } from './execution.ts';

export type LocalProcess = Started & { readonly pid: number | undefined };

const lingerMs = 2_000;

/** Starts a program of this machine in a process group of its own, with no shell in between. */
export function startLocal(argv: Argv, env: Readonly<Record<string, string>>): LocalProcess {
  const [program, ...args] = argv;
  try {
    const child = spawn(program, args, { cwd: '/', env, detached: true, stdio: 'pipe' });
    const { promise, resolve } = Promise.withResolvers<Ended>();
    let exit: Ended = { kind: 'exited', code: 127 };
    let timer: NodeJS.Timeout | undefined;
    const linger = () => {
      clearTimeout(timer);
      if (child.exitCode !== null || child.signalCode !== null) timer = setTimeout(finish, lingerMs);
    };
    const finish = () => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(exit);
    };
    child.on('exit', (code, signal) => {
      exit = code === null ? { kind: 'killed', signal: signal ?? '' } : { kind: 'exited', code };
      linger();
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      exit = { kind: 'exited', code: startFailure(error) };
      finish();
    });
    child.stdout.on('data', linger);
    child.stderr.on('data', linger);
    child.on('close', () => child.pid !== undefined && finish());
    return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, pid: child.pid, ended: promise };
  } catch (error) {
    return neverStarted(startFailure(error as NodeJS.ErrnoException));
  }
}

/** As a shell tells it: 127 not found, 126 found but not to be run. */
function startFailure({ code }: NodeJS.ErrnoException): number {
  return code === 'ENOENT' ? 127 : 126;
}

function neverStarted(code: number): LocalProcess {
  const stdin = new Writable({ write: (_chunk, _encoding, done) => done() });
  const ended: Promise<Ended> = Promise.resolve({ kind: 'exited', code });
  return { stdin, stdout: Readable.from([]), stderr: Readable.from([]), pid: undefined, ended };
}
