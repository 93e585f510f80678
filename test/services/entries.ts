import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { collectFonts } from '../../installer/bundle/release/fonts.ts';
import { compilePrograms } from '../../installer/bundle/release/programs.ts';
import { releaseSources } from '../../installer/bundle/release/sources.ts';
import { builtOnce } from './built-once.ts';
import { type Program, start, until } from './process.ts';
import type { Stack } from './stack.ts';

const root = resolve(import.meta.dirname, '../..');
const node = join(root, 'node_modules/.bin/node');

/** Compiles entries of the appliance as a release has them. */
export async function compileEntries(folder: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const entries = Object.fromEntries(names.map((name) => [name, `appliance/${name}.ts`]));
  const files = await builtOnce(`entries-${names.join('+')}`, ['appliance', 'provision'], () =>
    compilePrograms(root, { entries, version: '0.0.0-test' }),
  );
  const fonts = await collectFonts(root, releaseSources.fonts ?? '');
  mkdirSync(join(folder, 'fonts'), { recursive: true });
  for (const { path, data } of [...files, ...fonts.files]) writeFileSync(join(folder, path), data);
}

/** Runs a compiled entry as a process of its own, on the Node that is shipped. */
export function runEntry(stack: Stack, entry: string, args: readonly string[] = []): Program {
  return start([...entryArgv(stack, entry), ...args], { env: stack.env });
}

export function entryArgv(stack: Stack, entry: string): string[] {
  return [node, join(stack.folder, `${entry}.mjs`)];
}

export type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: string };

/** One request to the API's socket on a connection of its own. */
export function ask(
  stack: Stack,
  path: string,
  options: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: unknown } = {},
  socketPath = stack.settings.api.socketPath,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    const outgoing = request(
      {
        socketPath,
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
    outgoing.setTimeout(60_000, () => outgoing.destroy(new Error(`${path}: no answer in 60 s`)));
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** The API cluster, serving. */
export async function startApi(stack: Stack): Promise<Program> {
  const api = runEntry(stack, 'api');
  await until('the API serves', async () => (await ask(stack, '/health').catch(() => undefined))?.status === 200);
  return api;
}
