import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from './figures.ts';
import type { Answer, Asking } from './summary.ts';

// By `import` Node would load everything that the module has to give, its WebSockets among it, which takes longer than to ask.
const { request } = process.getBuiltinModule('node:http');

const patienceMs = 5_000;

/** `healthy (8 of 8 instances)`: every instance is asked over its own socket. */
export async function apiHealth({ sources, signal }: Asking): Promise<Answer<NonNullable<Figures['api']>>> {
  const names = socketsIn(readdirSync(sources.apiSockets));
  if (names.length === 0) return { ok: false, detail: 'no instance is there' };
  const answers = await Promise.all(
    names.map(async (name) => {
      const status = await ask(join(sources.apiSockets, name), sources.healthPath, signal);
      return { name: instanceOf(name), ok: status === 200, said: String(status) };
    }),
  );
  const well = answers.filter(({ ok }) => ok).length;
  const figures = { healthy: well, wanted: answers.length };
  const detail = `${well} of ${answers.length} instances`;
  if (well === answers.length) return { ok: true, detail: `healthy (${detail})`, figures };
  const ill = answers.filter(({ ok }) => !ok).map(({ name, said }) => `${name}: ${said}`);
  return { ok: false, detail: `not healthy (${detail}; ${ill.join(', ')})`, figures };
}

/** One an instance; its socket may be set aside while it is started anew. */
function socketsIn(names: readonly string[]): readonly string[] {
  const sockets = names.filter((name) => /^api-\d+\.sock(\.aside)?$/.test(name)).sort();
  return sockets.filter((name) => !name.endsWith('.aside') || !sockets.includes(`${instanceOf(name)}.sock`));
}

function instanceOf(socket: string): string {
  return socket.replace(/\.sock.*$/, '');
}

/** The status code, or what went wrong. */
function ask(socketPath: string, path: string, signal: AbortSignal): Promise<number | string> {
  return new Promise((resolve) => {
    const asked = request(
      { socketPath, path, signal, timeout: patienceMs, headers: { host: 'localhost' } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 'no status');
      },
    );
    asked.on('timeout', () => {
      asked.destroy();
      resolve(`no answer in ${patienceMs / 1000} s`);
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.end();
  });
}
