import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ProvisionError } from '../../model/error.ts';
import { lastLines } from '../../ops/command.ts';
import type { LoadLine, LoadPlan } from '../../prove/shapes.ts';
import type { World } from '../world.ts';

/** Of Debian's `nobody`: the generator needs nothing of this server but its own port. */
const nobody = 65_534;

/**
 * Drives the load in a process of its own, which may do nothing on this server, and gives what it says line by line.
 * Ends it when the person stops. Rejects with TT-RUN-01 when it ends badly.
 */
export async function driveLoad(
  { program: [node = process.execPath, ...program], signal }: Pick<World, 'program' | 'signal'>,
  plan: LoadPlan,
  onLine: (line: LoadLine) => void,
): Promise<void> {
  const child = spawn(node, [...program, 'prove', 'load'], {
    ...{ cwd: '/', uid: nobody, gid: nobody, stdio: ['pipe', 'pipe', 'pipe'], signal, killSignal: 'SIGKILL' },
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', NODE_ENV: 'production' },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    said = `${said}${piece}`.slice(-4_000);
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  closed.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(plan));
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const told = JSON.parse(line) as LoadLine;
      if (told.kind === 'failed') said = told.message;
      else onLine(told);
    }
    const [code] = await closed;
    if (code === 0) return;
    const message = 'The program that drives the load ended badly.';
    throw new ProvisionError({ code: 'TT-RUN-01', message, evidence: lastLines(said, 4) });
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    child.kill('SIGKILL');
  }
}
