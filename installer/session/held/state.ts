import type { Item } from '../../channel/handlers.ts';

/** One value that changes; whoever watches gets it at once and then every newer one, but not each in between. */
export class State<T> {
  #value: T;
  #seq = 1;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    this.#seq += 1;
    for (const tell of [...this.#listeners]) tell();
  }

  on(listener: (value: T) => void): () => void {
    const tell = () => listener(this.#value);
    this.#listeners.add(tell);
    tell();
    return () => this.#listeners.delete(tell);
  }

  async *watch(signal: AbortSignal): AsyncGenerator<Item<T>> {
    let shown = 0;
    while (!signal.aborted) {
      if (this.#seq > shown) {
        shown = this.#seq;
        yield { seq: shown, value: this.#value };
        continue;
      }
      await new Promise<void>((resolve) => {
        const done = () => {
          this.#listeners.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.#listeners.add(done);
        signal.addEventListener('abort', done, { once: true });
      });
    }
  }
}
