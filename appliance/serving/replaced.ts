/** The serving processes that another one took the place of. */
export class Replaced {
  #times = 0;
  #last = '';

  add(why: string, at = new Date()): void {
    this.#times += 1;
    this.#last = `${at.toISOString()}: ${why}`;
  }

  /** As the health monitor reads it from the status of the unit; empty before the first. */
  sentence(): string {
    return this.#times === 0 ? '' : `replaced ${this.#times}, last ${this.#last}`;
  }
}
