import { type ClientRequest, type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';

export type Answer<Body> = { readonly status: number; readonly body: Body };

export type Visit = {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A browser as far as the server can tell: goes through the site's address and keeps the cookie it is given. */
export type Visitor = {
  /** Throws when nothing answers, the certificate is not of the authority, or the answer is no JSON. */
  ask<Body>(visit: Visit): Promise<Answer<Body>>;
  /** Opens an event stream and gives each event as it comes, until the signal. */
  listen(path: string, signal: AbortSignal, heard: (event: string, data: unknown) => void): Promise<void>;
};

export type VisitorOptions = {
  /** `https://teachtrack.local` or `http://…`. */
  readonly origin: string;
  /** Certificate of the authority that must have signed the server's, in PEM. */
  readonly authority: string | undefined;
  /** Address to connect to in place of looking the name up. */
  readonly connectTo: string | undefined;
  /** An instance's own socket, past the web server. */
  readonly socketPath?: string | undefined;
  readonly timeoutMs: number;
};

export function createVisitor(options: VisitorOptions): Visitor {
  const origin = new URL(options.origin);
  let cookie: string | undefined;

  function open(visit: Visit, body: string | undefined, answered: (incoming: IncomingMessage) => void): ClientRequest {
    const secure = origin.protocol === 'https:';
    const name = origin.hostname.replace(/^\[|\]$/g, '');
    const common: RequestOptions = {
      ...(options.socketPath === undefined
        ? { host: options.connectTo ?? name, port: origin.port || (secure ? 443 : 80) }
        : { socketPath: options.socketPath }),
      path: visit.path,
      method: visit.method ?? 'GET',
      agent: false,
      headers: {
        host: origin.host,
        origin: origin.origin,
        'user-agent': 'TeachTrack verification',
        // What the web server tells an instance of whoever asks.
        ...(options.socketPath === undefined
          ? {}
          : { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': origin.protocol.slice(0, -1) }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        ...visit.headers,
      },
    };
    const outgoing = secure
      ? requestHttps(
          {
            ...common,
            ...(options.authority === undefined ? {} : { ca: options.authority }),
            ...(isIP(name) === 0 ? { servername: name } : {}),
            checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
          },
          answered,
        )
      : requestHttp(common, answered);
    outgoing.end(body);
    return outgoing;
  }

  return {
    ask<Body>(visit: Visit) {
      return new Promise<Answer<Body>>((resolve, reject) => {
        const body = visit.body === undefined ? undefined : JSON.stringify(visit.body);
        const outgoing = open(visit, body, (incoming) => {
          let text = '';
          incoming.setEncoding('utf8');
          incoming.on('data', (piece) => {
            text += piece;
          });
          incoming.once('error', reject);
          incoming.once('end', () => {
            const given = incoming.headers['set-cookie']?.[0]?.split(';')[0];
            if (given !== undefined) cookie = given;
            try {
              resolve({ status: incoming.statusCode ?? 0, body: (text === '' ? null : JSON.parse(text)) as Body });
            } catch {
              reject(new Error(`${visit.path} answered ${incoming.statusCode} with something that is not JSON`));
            }
          });
        });
        outgoing.setTimeout(options.timeoutMs, () => outgoing.destroy(new Error(`${visit.path}: no answer in time`)));
        outgoing.once('error', reject);
      });
    },

    listen(path, signal, heard) {
      return new Promise((resolve, reject) => {
        const outgoing = open({ path, headers: { accept: 'text/event-stream' } }, undefined, (incoming) => {
          if (incoming.statusCode !== 200) reject(new Error(`${path} answered ${incoming.statusCode}`));
          let text = '';
          incoming.setEncoding('utf8').on('data', (piece) => {
            text += piece;
            const blocks = text.split('\n\n');
            text = blocks.pop() ?? '';
            for (const block of blocks) tell(block, heard);
          });
          incoming.once('close', resolve);
        });
        outgoing.once('error', (error) => (signal.aborted ? resolve() : reject(error)));
        signal.addEventListener('abort', () => outgoing.destroy(), { once: true });
      });
    },
  };
}

function tell(block: string, heard: (event: string, data: unknown) => void): void {
  const event = /^event: (.*)$/m.exec(block)?.[1];
  const data = /^data: (.*)$/m.exec(block)?.[1];
  if (event !== undefined && data !== undefined) heard(event, JSON.parse(data));
}
