import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent, request as tlsRequest } from 'node:https';
import { checkServerIdentity } from 'node:tls';

export type Site = {
  /** Such as `https://10.0.0.5`. It is reached over the loopback interface, whatever its name leads to. */
  readonly origin: string;
  readonly authority: string | null;
};

export type Asked = {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'PATCH';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** `status` 0: no answer at all. `body` is null when it is no JSON. */
export type Answer = {
  readonly status: number;
  readonly ms: number;
  readonly body: unknown;
  readonly retryAfterMs: number | null;
};

const timeoutMs = 30_000;
const longestRetryMs = 15_000;

/** A browser of somebody: an address, a connection and a cookie of its own. */
export class Client {
  readonly #url: URL;
  readonly #authority: string | null;
  readonly #address: string;
  readonly #agent: PlainAgent;
  readonly #stream: PlainAgent;
  #cookie = '';

  /** `address`: of the loopback network, from which it comes. */
  constructor({ origin, authority }: Site, address: string) {
    this.#url = new URL(origin);
    this.#authority = authority;
    this.#address = address;
    const make = this.#url.protocol === 'https:' ? Agent : PlainAgent;
    this.#agent = new make({ keepAlive: true, maxSockets: 1 });
    this.#stream = new make({ maxSockets: 1 });
  }

  ask({ path, method = 'GET', body, headers = {} }: Asked): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const sent = performance.now();
    return new Promise((resolve) => {
      const none = () => resolve({ status: 0, ms: performance.now() - sent, body: null, retryAfterMs: null });
      const outgoing = this.#request(path, method, this.#agent, {
        ...headers,
        ...(text === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
      });
      outgoing.once('response', (incoming) => {
        const pieces: Buffer[] = [];
        incoming.on('data', (piece: Buffer) => pieces.push(piece));
        incoming.once('error', none);
        incoming.once('end', () => {
          const ms = performance.now() - sent;
          const cookie = incoming.headers['set-cookie']?.[0]?.split(';')[0];
          if (cookie !== undefined) this.#cookie = cookie;
          const wait = Number(incoming.headers['retry-after']);
          const retryAfterMs = Number.isFinite(wait) ? Math.min(longestRetryMs, wait * 1_000) : null;
          resolve({ status: incoming.statusCode ?? 0, ms, body: decoded(pieces), retryAfterMs });
        });
      });
      outgoing.setTimeout(timeoutMs, () => outgoing.destroy());
      outgoing.once('error', none);
      outgoing.end(text);
    });
  }

  /** Opens the stream of events; `onData` gets the data of each. Resolves when it is open. */
  listen(path: string, onData: (data: string) => void, onEnd: () => void): Promise<boolean> {
    return new Promise((resolve) => {
      const outgoing = this.#request(path, 'GET', this.#stream, { accept: 'text/event-stream' });
      let isOver = false;
      const ended = () => {
        if (isOver) return;
        isOver = true;
        resolve(false);
        onEnd();
      };
      outgoing.once('error', ended);
      outgoing.once('response', (incoming) => {
        resolve(incoming.statusCode === 200);
        let rest = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (piece: string) => {
          const lines = `${rest}${piece}`.split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) if (line.startsWith('data: ')) onData(line.slice(6));
        });
        incoming.once('error', ended);
        incoming.once('end', ended);
      });
      outgoing.end();
    });
  }

  close(): void {
    this.#agent.destroy();
    this.#stream.destroy();
  }

  #request(path: string, method: string, agent: PlainAgent, headers: Readonly<Record<string, string>>) {
    const { protocol, hostname, port, host } = this.#url;
    const isTls = protocol === 'https:';
    const bare = hostname.replace(/^\[|\]$/g, '');
    const common = {
      ...{ host: '127.0.0.1', port: port === '' ? (isTls ? 443 : 80) : Number(port), path, method, agent },
      localAddress: this.#address,
      headers: { host, 'user-agent': 'TeachTrack capacity test', cookie: this.#cookie, ...headers },
    };
    if (!isTls) return plainRequest(common);
    // Only a name may be said while connecting; an address is checked against the certificate all the same.
    const isName = !/^[\d.]+$|:/.test(bare);
    return tlsRequest({
      ...common,
      ...(this.#authority === null ? {} : { ca: this.#authority }),
      servername: isName ? bare : '',
      checkServerIdentity: (_, certificate) => checkServerIdentity(bare, certificate),
    });
  }
}

function decoded(pieces: readonly Buffer[]): unknown {
  try {
    return JSON.parse(Buffer.concat(pieces).toString());
  } catch {
    return null;
  }
}
