import type { Credits } from './credits.ts';
import type { Item } from './handlers.ts';

/** So many items go into one frame at most. */
const most = 200;

export type Sending = {
  readonly items: AsyncIterable<Item<unknown>>;
  readonly credits: Credits;
  readonly signal: AbortSignal;
  readonly send: (items: readonly { readonly seq: number; readonly out: unknown }[]) => void;
  /** Checks an item before it goes out; throws when it is not what the contract says. */
  readonly checked: (value: unknown) => unknown;
};

/**
 * Sends a stream to its end. Items that are there at the same time go together; none is taken from the stream before
 * the window has room for it.
 */
export async function sendItems({ items, credits, signal, send, checked }: Sending): Promise<void> {
  let batch: { seq: number; out: unknown }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const ready = batch;
    batch = [];
    if (ready.length > 0 && !signal.aborted) send(ready);
  };
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      await credits.take(signal);
      if (signal.aborted) return;
      const next = await iterator.next();
      if (next.done === true || signal.aborted) return;
      batch.push({ seq: next.value.seq, out: checked(next.value.value) });
      if (batch.length >= most) flush();
      else timer ??= setTimeout(flush, 0);
    }
  } finally {
    flush();
    // Not waited for: a generator in the middle of something ends when that ends.
    void iterator.return?.().catch(() => undefined);
  }
}
