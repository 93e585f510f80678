import type { Item } from '../../channel/handlers.ts';

/** What happened, in order, for any number of windows that come and go: each gets everything from where it asks on. */
export class Log<T> {
  readonly #items: Item<T>[] = [];
  readonly #waiting = new Set<() => void>();
  #lastSeq = 0;
  #isOver = false;

  add(value: T): void {
    if (this.#isOver) return;
    this.#items.push({ seq: ++this.#lastSeq, value });
    this.#wake();
  }

  /** Puts a newer one in the place of the last, for what only the latest state of counts; it gets a number of its own. */
  replaceLast(value: T): void {
    this.#items.pop();
    this.#items.push({ seq: ++this.#lastSeq, value });
    this.#wake();
  }

  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  async *follow(from: number, signal: AbortSignal): AsyncGenerator<Item<T>> {
    let next = from;
    while (!signal.aborted) {
      const ready = this.#items.filter(({ seq }) => seq >= next);
      for (const item of ready) {
        yield item;
        next = item.seq + 1;
      }
      if (ready.length > 0) continue;
      if (this.#isOver) return;
      await this.#changed(signal);
    }
  }

  #changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
