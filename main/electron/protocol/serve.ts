import { readFile } from 'node:fs/promises';
import { fileOf } from './confine.ts';
import { contentTypeOf, headers } from './headers.ts';

/** Answers `app://installer/…` with files below `root` and with nothing else. Never rejects. */
export function servePages(root: string): (request: Request) => Promise<Response> {
  return async ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return refusal(405);
    const file = fileOf(root, url);
    const type = file === undefined ? undefined : contentTypeOf(file);
    if (file === undefined || type === undefined) return refusal(404);
    // Read whole: the files are small, and inside an archive a stream would be read whole as well.
    const data = await readFile(file).catch(() => undefined);
    if (data === undefined) return refusal(404);
    return new Response(method === 'HEAD' ? null : new Uint8Array(data), {
      headers: { ...headers, 'content-type': type, 'content-length': String(data.length) },
    });
  };
}

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers });
}
