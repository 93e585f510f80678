import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { type Program, start, until } from './process.ts';
import type { Stack } from './stack.ts';

const root = resolve(import.meta.dirname, '../..');
const node = join(root, 'node_modules/.bin/node');

/** Runs `appliance/<entry>.ts` as a process of its own, on the Node that is shipped. */
export function runEntry(stack: Stack, entry: string, args: readonly string[] = []): Program {
  return start([node, join(root, 'appliance', `${entry}.ts`), ...args], stack.env);
}

export type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: string };

/** One request to the API's socket on a connection of its own. */
export function ask(
  stack: Stack,
  path: string,
  options: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: unknown } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    const outgoing = request(
      {
        socketPath: stack.settings.api.socketPath,
        path,
        method: options.method ?? 'GET',
        agent: false,
        headers: {
          host: 'teachtrack.test',
          'x-forwarded-for': '192.0.2.10',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers,
        },
      },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (piece) => (text += piece));
        incoming.once('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
        );
        incoming.once('error', reject);
      },
    );
    outgoing.setTimeout(15_000, () => outgoing.destroy(new Error(`${path}: no answer in 15 s`)));
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** The API cluster, serving. */
export async function startApi(stack: Stack): Promise<Program> {
  const api = runEntry(stack, 'api');
  await until(
    'the API serves',
    async () => (await ask(stack, '/health').catch(() => undefined))?.status === 200,
    30_000,
  );
  return api;
}
