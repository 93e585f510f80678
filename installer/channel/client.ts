import type { z } from 'zod';
import type { Definitions, InputOf, NamesOf, OutputOf } from '../contract/define.ts';
import { faceErrorOf } from '../contract/error.ts';
import { decode, type ToWindow, toWindow } from './frame.ts';
import type { Item } from './handlers.ts';
import { type Incoming, incoming } from './incoming.ts';
import { Line, type LineState } from './line.ts';
import { lineLost, RemoteError } from './remote-error.ts';
import type { Wire } from './wire.ts';

export type CallOptions = { readonly signal?: AbortSignal };
export type StreamOptions = CallOptions & {
  /** Number of the first item wanted: one more than the last one seen. Default: all. */
  readonly from?: number;
};

/** The installer as a face sees it. Everything rejects with RemoteError alone. */
export interface Client<C extends Definitions> {
  call<Name extends NamesOf<C, 'call'>>(
    name: Name,
    input: InputOf<C[Name]>,
    options?: CallOptions,
  ): Promise<OutputOf<C[Name]>>;
  /**
   * Items in the batches they come in, to be shown together. When the line breaks, the stream is taken up after the last
   * item by itself. Leaving the loop closes it.
   */
  stream<Name extends NamesOf<C, 'stream'>>(
    name: Name,
    input: InputOf<C[Name]>,
    options?: StreamOptions,
  ): AsyncIterable<readonly Item<OutputOf<C[Name]>>[]>;
  /** Said at once and at every change: whether the installer answers. Gives a function that ends it. */
  onLine(listener: (state: LineState) => void): () => void;
  close(): void;
}

type Waiting = {
  readonly out: z.ZodType;
  readonly settle: (outcome: { readonly value: unknown } | { readonly error: RemoteError }) => void;
};

/**
 * A client over a wire that is opened anew whenever it breaks. `open` rejects when there is no way back, as with a wrong
 * token: the client is then closed.
 */
export function createClient<C extends Definitions>(contract: C, open: () => Promise<Wire>): Client<C> {
  const calls = new Map<number, Waiting>();
  const streams = new Map<number, Incoming>();
  let lastId = 0;

  const line = new Line(open, {
    opened() {
      // Taken up after the last item, under a new number: the program knows nothing of the old one.
      for (const [old, stream] of [...streams]) {
        streams.delete(old);
        if (!stream.isOver()) begin(stream);
      }
    },
    text: (text) => receive(decode(toWindow, text)),
    broken() {
      for (const { settle } of calls.values()) settle({ error: lineLost() });
      calls.clear();
    },
    closed(error) {
      for (const stream of streams.values()) stream.fail(error);
      streams.clear();
    },
  });

  function begin(stream: Incoming): void {
    const id = ++lastId;
    streams.set(id, stream);
    stream.say = {
      more: (credit) => line.say({ k: 'more', id, credit }),
      stop: () => {
        if (streams.delete(id)) line.say({ k: 'stop', id });
      },
    };
    line.say({ k: 'open', id, name: stream.name, in: stream.input, ...stream.begin() });
  }

  function receive(frame: ToWindow | undefined): void {
    if (frame === undefined) return line.fail(notUnderstood('The installer’s answer was not understood.'));
    switch (frame.k) {
      case 'welcome':
        return;
      case 'result': {
        const waiting = calls.get(frame.id);
        calls.delete(frame.id);
        const parsed = waiting?.out.safeParse(frame.out);
        if (parsed === undefined) return;
        return waiting?.settle(
          parsed.success ? { value: parsed.data } : { error: notUnderstood('An answer has another form.') },
        );
      }
      case 'items':
        return streams.get(frame.id)?.take(frame.items);
      case 'end': {
        const stream = streams.get(frame.id);
        streams.delete(frame.id);
        return stream?.end();
      }
      case 'error': {
        const error = new RemoteError(frame.error);
        if (frame.id === undefined) return line.fail(error);
        calls.get(frame.id)?.settle({ error });
        calls.delete(frame.id);
        streams.get(frame.id)?.fail(error);
        streams.delete(frame.id);
      }
    }
  }

  return {
    call(name, input, { signal } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(cancelled());
        if (line.state !== 'open') return reject(line.error ?? lineLost());
        const id = ++lastId;
        const stop = () => {
          if (!calls.delete(id)) return;
          line.say({ k: 'stop', id });
          reject(cancelled());
        };
        signal?.addEventListener('abort', stop, { once: true });
        calls.set(id, {
          out: (contract[name] as C[typeof name]).out,
          settle(outcome) {
            signal?.removeEventListener('abort', stop);
            if ('error' in outcome) reject(outcome.error);
            else resolve(outcome.value as never);
          },
        });
        line.say({ k: 'call', id, name, in: input });
      });
    },
    stream(name, input, { from = 0, signal } = {}) {
      const out = (contract[name] as C[typeof name]).out;
      return {
        [Symbol.asyncIterator]() {
          const stream = incoming({ name, input, out, from });
          const give = () => {
            stream.say.stop();
            stream.fail(cancelled());
          };
          if (signal?.aborted === true) stream.fail(cancelled());
          else if (line.state === 'closed') stream.fail(line.error ?? lineLost());
          else if (line.isThere) begin(stream);
          else streams.set(-++lastId, stream);
          signal?.addEventListener('abort', give, { once: true });
          return stream.items(() => signal?.removeEventListener('abort', give)) as never;
        },
      };
    },
    onLine: (listener) => line.on(listener),
    close: () => line.close(),
  };
}

function cancelled(): RemoteError {
  return new RemoteError(faceErrorOf({ code: 'TT-RUN-03', message: 'It was given up.', evidence: [] }));
}

function notUnderstood(message: string): RemoteError {
  return new RemoteError(faceErrorOf({ code: 'TT-WINDOW-03', message, evidence: [] }));
}
