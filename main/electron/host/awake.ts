import type { Electron } from '../electron.ts';

/** Keeps the laptop from falling asleep while anybody watches a run. The screen may go dark. */
export class Awake {
  readonly #blocker: Electron['powerSaveBlocker'];
  readonly #watchers = new Set<object>();
  #id: number | undefined;

  constructor({ powerSaveBlocker }: Pick<Electron, 'powerSaveBlocker'>) {
    this.#blocker = powerSaveBlocker;
  }

  /** Gives the function that ends it; calling that twice is harmless. */
  hold(): () => void {
    const watcher = {};
    this.#watchers.add(watcher);
    this.#id ??= this.#blocker.start('prevent-app-suspension');
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size > 0 || this.#id === undefined) return;
      this.#blocker.stop(this.#id);
      this.#id = undefined;
    };
  }
}
