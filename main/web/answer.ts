import type { IncomingMessage, ServerResponse } from 'node:http';
import { pageHeaders, refusal } from './guard.ts';
import type { Pages } from './pages.ts';

/** Answers one request for a file of the GUI. */
export function answer(pages: Pages, address: string, request: IncomingMessage, response: ServerResponse): void {
  const refused = refusal(request, address);
  if (refused !== undefined) return refuse(response, refused);
  const page = pages.get((request.url ?? '').split(/[?#]/)[0] ?? '');
  if (page === undefined) return plain(response, 404, 'There is no such page.');
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const body = page.gzip !== undefined && /\bgzip\b/.test(accepted) ? page.gzip : page.bytes;
  response.writeHead(200, {
    ...pageHeaders,
    'content-type': page.type,
    'content-length': body.length,
    ...(body === page.gzip ? { 'content-encoding': 'gzip' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function refuse(response: ServerResponse, why: string): void {
  plain(response, why.startsWith('Only') ? 405 : 403, why);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}
