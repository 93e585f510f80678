import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';

export type Answer<T> = {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

type CallOptions = {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
};

/** A browser's view of an installed server: one address, one CA, one cookie jar. */
export class LanClient {
  readonly #origin: string;
  readonly #ca: string | undefined;
  #cookie: string | undefined;

  /** `origin` such as `https://10.213.1.2`; `ca` in PEM, for https. */
  constructor(origin: string, ca?: string) {
    this.#origin = origin;
    this.#ca = ca;
  }

  /** Calls `/api/v1` + path. Answers of any status are answers. */
  api<T>(path: string, options: CallOptions = {}): Promise<Answer<T>> {
    return this.call<T>(`/api/v1${path}`, options);
  }

  async call<T>(path: string, { body, headers = {}, method }: CallOptions = {}): Promise<Answer<T>> {
    const url = new URL(path, this.#origin);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const options = {
      method: method ?? (text === undefined ? 'GET' : 'POST'),
      timeout: 90_000,
      headers: {
        ...(text === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        ...(this.#cookie === undefined ? {} : { cookie: this.#cookie }),
        ...headers,
      },
      ...(this.#ca === undefined ? {} : { ca: this.#ca }),
    };
    return new Promise<Answer<T>>((resolve, reject) => {
      const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
      const sent = send(url, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const cookie = response.headers['set-cookie']?.[0]?.split(';')[0];
          if (cookie !== undefined) this.#cookie = cookie;
          const answered = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, body: decoded(answered) as T, headers: response.headers });
        });
      });
      sent.on('timeout', () => sent.destroy(new Error(`no answer from ${url.href} in 90 s`)));
      // As every browser: a connection that was kept may be closed at the very moment of the next request.
      sent.on('error', (error: NodeJS.ErrnoException) =>
        sent.reusedSocket && error.code === 'ECONNRESET'
          ? resolve(this.call<T>(path, { body, headers, ...(method === undefined ? {} : { method }) }))
          : reject(error),
      );
      sent.end(text);
    });
  }
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
