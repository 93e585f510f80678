import type { Item } from '../../channel/handlers.ts';
import { State } from './state.ts';

export type Part = { readonly part: 'in-charge' | 'watching'; readonly windows: number };

/** One window that is joined to the session. */
export type Window = { readonly id: number };

/** Who is in charge: the first window, until it leaves or another takes over. The others watch. */
export class Windows {
  readonly #order = new State<readonly Window[]>([]);
  #count = 0;

  join(): Window {
    const window = { id: ++this.#count };
    this.#order.set([...this.#order.value, window]);
    return window;
  }

  leave(window: Window): void {
    this.#order.set(this.#order.value.filter((one) => one !== window));
  }

  takeOver(window: Window): void {
    if (!this.#order.value.includes(window)) return;
    this.#order.set([window, ...this.#order.value.filter((one) => one !== window)]);
  }

  isInCharge(window: Window): boolean {
    return this.#order.value[0] === window;
  }

  get count(): number {
    return this.#order.value.length;
  }

  on(listener: (count: number) => void): () => void {
    return this.#order.on((order) => listener(order.length));
  }

  async *watch(window: Window, signal: AbortSignal): AsyncGenerator<Item<Part>> {
    for await (const { seq, value } of this.#order.watch(signal)) {
      yield { seq, value: { part: value[0] === window ? 'in-charge' : 'watching', windows: value.length } };
    }
  }
}
