import type { z } from 'zod';
import { faceErrorOf } from '../contract/error.ts';
import type { Item } from './handlers.ts';
import { RemoteError } from './remote-error.ts';

/** Items that may be under way or waiting in a window: a slow window never holds more. */
const room = 1_000;

type Said = readonly { readonly seq: number; readonly out: unknown }[];

/** A stream at the window’s end: keeps what has come until the loop asks for it. */
export type Incoming = {
  readonly name: string;
  readonly input: unknown;
  /** How to speak to the other end; set whenever the stream is begun. */
  say: { more: (credit: number) => void; stop: () => void };
  /** Where it begins, or goes on after what has come. */
  begin(): { readonly from: number; readonly credit: number };
  isOver(): boolean;
  take(items: Said): void;
  end(): void;
  fail(error: RemoteError): void;
  items(onLeft: () => void): AsyncIterator<readonly Item<unknown>[]>;
};

type Wish = { readonly name: string; readonly input: unknown; readonly out: z.ZodType; readonly from: number };

export function incoming({ name, input, out, from }: Wish): Incoming {
  let next = from;
  let queue: Item<unknown>[] = [];
  let over: { readonly error?: RemoteError } | undefined;
  let wake: (() => void) | undefined;

  const stream: Incoming = {
    name,
    input,
    say: { more: () => undefined, stop: () => undefined },
    begin: () => ({ from: next, credit: Math.max(1, room - queue.length) }),
    isOver: () => over !== undefined,
    take(said) {
      if (over !== undefined) return;
      for (const { seq, out: value } of said) {
        const parsed = out.safeParse(value);
        if (!parsed.success) {
          stream.say.stop();
          return stream.fail(notUnderstood(name));
        }
        next = seq + 1;
        queue.push({ seq, value: parsed.data });
      }
      wake?.();
    },
    end() {
      over ??= {};
      wake?.();
    },
    fail(error) {
      over ??= { error };
      wake?.();
    },
    items: (onLeft) => ({
      async next() {
        while (queue.length === 0 && over === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          wake = undefined;
        }
        if (queue.length > 0) {
          const batch = queue;
          queue = [];
          if (over === undefined) stream.say.more(batch.length);
          return { done: false, value: batch };
        }
        onLeft();
        if (over?.error !== undefined) throw over.error;
        return { done: true, value: undefined };
      },
      async return() {
        onLeft();
        if (over === undefined) stream.say.stop();
        over ??= {};
        return { done: true, value: undefined };
      },
    }),
  };
  return stream;
}

function notUnderstood(name: string): RemoteError {
  const message = `An item of “${name}” has another form.`;
  return new RemoteError(faceErrorOf({ code: 'TT-WINDOW-03', message, evidence: [] }));
}
