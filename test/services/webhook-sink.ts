import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type TakenPost = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly path: string };

export type WebhookSink = {
  readonly port: number;
  readonly posts: readonly TakenPost[];
  /** Status of the answers from now on. Default 204. */
  answerWith(status: number): void;
  stop(): Promise<void>;
};

/** A web server that keeps what is posted to it. */
export async function startWebhookSink(host = '127.0.0.1'): Promise<WebhookSink> {
  const posts: TakenPost[] = [];
  let status = 204;
  const server = createServer(async (request, response) => {
    posts.push({ headers: request.headers, body: await text(request), path: request.url ?? '' });
    response.writeHead(status, { location: '/elsewhere' }).end();
  });
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    posts,
    answerWith: (next) => {
      status = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
