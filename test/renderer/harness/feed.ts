import type { Item } from '../../../installer/channel/handlers.ts';

/** A stream whose items a test gives, one by one or many at once. */
export class Feed<T> {
  readonly #items: T[] = [];
  #isOver = false;
  #wake: (() => void)[] = [];

  give(...items: readonly T[]): void {
    this.#items.push(...items);
    this.#woken();
  }

  end(): void {
    this.#isOver = true;
    this.#woken();
  }

  get last(): T | undefined {
    return this.#items.at(-1);
  }

  /** From the item with this number on, as a handler gives them. */
  async *from(first: number, signal: AbortSignal): AsyncIterable<Item<T>> {
    signal.addEventListener('abort', () => this.#woken(), { once: true });
    for (let seq = Math.max(1, first); !signal.aborted; seq += 1) {
      while (seq > this.#items.length && !this.#isOver && !signal.aborted) {
        await new Promise<void>((resolve) => this.#wake.push(resolve));
      }
      if (seq > this.#items.length) return;
      yield { seq, value: this.#items[seq - 1] as T };
    }
  }

  #woken(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
