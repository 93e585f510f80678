import { readFileSync } from 'node:fs';
import { writeDurable } from '../engine/durable.ts';

/** What a rotation has finished, kept in the folder of its run: resumed after a kill, it must not begin again. */
export class Done {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  has(what: string): boolean {
    return this.#all().includes(what);
  }

  add(what: string): void {
    writeDurable(this.#path, `${JSON.stringify([...new Set([...this.#all(), what])])}\n`);
  }

  #all(): readonly string[] {
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8')) as readonly string[];
    } catch {
      return [];
    }
  }
}
