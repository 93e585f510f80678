import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { buildSite } from '../../../installer/bundle/release/site.ts';
import { type BuiltFile, builtOnce } from '../../services/built-once.ts';

/** What the pages are made of. */
const sources = ['renderer', 'installer', 'provision', 'appliance/web/theme'];

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** As the hosts send it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export type Served = {
  readonly address: string;
  readonly files: readonly BuiltFile[];
  readonly close: () => Promise<void>;
};

/** The built renderer on a port of this machine, with the headers that the hosts send. */
export async function serveRenderer(): Promise<Served> {
  const files = await builtOnce('served-renderer', sources, (root) => buildSite(root, 'renderer'));
  const byPath = new Map(files.map(({ path, data }) => [path.replace(/^site/, ''), data]));
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/\?.*$/, '');
    const name = path === '/' ? '/index.html' : path;
    const data = byPath.get(name);
    if (data === undefined) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    });
    return response.end(data);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    files,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
