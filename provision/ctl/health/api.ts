import { readdirSync } from 'node:fs';
import type { RequestOptions } from 'node:http';
import { join } from 'node:path';
import type { Figures } from './figures.ts';
import type { Answer, Asking } from './summary.ts';

// By `import` Node would load everything that the module has to give, its WebSockets among it, which takes longer than to ask.
const { request } = process.getBuiltinModule('node:http');

const patienceMs = 5_000;

/** `healthy (8 of 8 instances)`: every instance is asked over its own socket, and the web server before them for a sign of life. */
export async function apiHealth({ sources, signal }: Asking): Promise<Answer<NonNullable<Figures['api']>>> {
  const names = socketsIn(readdirSync(sources.apiSockets));
  if (names.length === 0) return { ok: false, detail: 'no instance is there' };
  const [web, ...answers] = await Promise.all([
    ask({ ...sources.web, path: sources.alivePath }, signal),
    ...names.map(async (name) => {
      const status = await ask({ socketPath: join(sources.apiSockets, name), path: sources.healthPath }, signal);
      return { name: instanceOf(name), ok: status === 200, said: String(status) };
    }),
  ]);
  const well = answers.filter(({ ok }) => ok).length;
  // An earlier configuration answers otherwise, which is an answer.
  const reached = typeof web === 'number';
  const figures = { healthy: well, wanted: answers.length, reached };
  const detail = `${well} of ${answers.length} instances`;
  if (!reached)
    return { ok: false, detail: `out of reach: the web server does not answer (${web}; behind it ${detail})`, figures };
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
function ask(where: RequestOptions, signal: AbortSignal): Promise<number | string> {
  return new Promise((resolve) => {
    const options = { ...where, signal, agent: false, timeout: patienceMs, headers: { host: 'localhost' } };
    const asked = request(options, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 'no status');
    });
    asked.on('timeout', () => {
      asked.destroy();
      resolve(`no answer in ${patienceMs / 1000} s`);
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.end();
  });
}
