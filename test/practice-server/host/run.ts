import { spawn } from 'node:child_process';

export type RunResult = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

export type RunOptions = {
  readonly stdin?: string | Uint8Array;
  /** Default 300 000: it only ends what hangs. The process is killed after that and the promise rejects. */
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Sends SIGCONT twice a second. A server that shuts down stops all its processes for a moment before it ends them;
   * nsenter then stops itself (it waits WUNTRACED), and the server would wait 90 s for the corpse that it never reaps.
   */
  readonly keepAwake?: boolean;
};

/** Runs a program to its end, without a shell in between. A non-zero exit is a result; only a timeout rejects. */
export function run(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const [program = '', ...args] = argv;
  const timeoutMs = options.timeoutMs ?? 300_000;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: 'pipe',
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      env: { ...process.env, ...options.env },
    });
    const awake = options.keepAwake ? setInterval(() => child.kill('SIGCONT'), 500) : undefined;
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      clearInterval(awake);
      const said = { stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
      if (exitCode !== null) return resolve({ exitCode, ...said });
      reject(new Error(`${argv.join(' ')} was ended by ${signal} (limit ${timeoutMs} ms)\n${tail(said.stderr)}`));
    });
  });
}

/** As `run`, and gives standard output; rejects when the exit code is not 0. */
export async function must(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const result = await run(argv, options);
  if (result.exitCode === 0) return result.stdout;
  throw new Error(`${argv.join(' ')} ended with ${result.exitCode}\n${tail(result.stderr || result.stdout)}`);
}

export function tail(text: string, lines = 15): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}
