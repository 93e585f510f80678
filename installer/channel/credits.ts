/** How many items may still be sent. A stream waits here when its window does not keep up. */
export class Credits {
  #left: number;
  #waiting: (() => void) | undefined;

  constructor(first: number) {
    this.#left = first;
  }

  grant(more: number): void {
    this.#left += more;
    this.#waiting?.();
  }

  /** Resolves when an item may be sent, or when the signal is aborted. */
  async take(signal: AbortSignal): Promise<void> {
    while (this.#left === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      this.#waiting = undefined;
    }
    this.#left -= 1;
  }
}
