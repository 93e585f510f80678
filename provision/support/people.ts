import { roles } from './patterns.ts';

export type Person = { readonly userName: string; readonly staffNumber: string | null; readonly fullName: string };

/** A place in a text that names a person, and which one: numbers stand for people throughout a bundle. */
export type Named = { readonly from: number; readonly to: number; readonly person: number | undefined };

const word = /[\p{L}\p{N}][\p{L}\p{N}._'’-]*/gu;

/** Finds people in texts by the words that belong to them: in one pass over the words, however many people there are. */
export class People {
  readonly #exact = new Map<string, number>();
  readonly #names = new Map<string, { readonly name: string; readonly person: number }[]>();
  readonly #parts = new Set<string>();
  #count = 0;

  constructor(people: readonly Person[]) {
    for (const person of people) this.#add(person);
  }

  /** The number of somebody who is only known from a text. */
  numberOf(name: string): number {
    const key = name.toLowerCase();
    const known = this.#exact.get(key) ?? this.#names.get(firstWord(key))?.find((one) => one.name === key)?.person;
    if (known !== undefined) return known;
    this.#count += 1;
    // What is nothing but a number or a word of two letters would be found everywhere.
    if (key.length >= 3 && /\p{L}/u.test(key)) this.#exact.set(key, this.#count);
    return this.#count;
  }

  find(text: string): readonly Named[] {
    if (this.#count === 0) return [];
    const lower = text.toLowerCase();
    const found: Named[] = [];
    let done = 0;
    for (const { 0: token, index } of text.matchAll(word)) {
      if (index < done) continue;
      const named = this.#at(token, index, lower);
      if (named === undefined) continue;
      found.push(named);
      done = named.to;
    }
    return found;
  }

  #at(token: string, from: number, lower: string): Named | undefined {
    const key = token.toLowerCase();
    for (const { name, person } of this.#names.get(key) ?? [])
      if (lower.startsWith(name, from)) return { from, to: from + name.length, person };
    const trimmed = key.replace(/[.'’-]+$/, '');
    for (const one of [key, trimmed, ...trimmed.split('_')]) {
      const exact = this.#exact.get(one);
      if (exact !== undefined) return { from, to: from + token.length, person: exact };
    }
    // A part of a name is one only where it is written as a name.
    return token !== key && this.#parts.has(trimmed) ? { from, to: from + token.length, person: undefined } : undefined;
  }

  #add({ userName, staffNumber, fullName }: Person): void {
    this.#count += 1;
    const person = this.#count;
    if (userName.length >= 3 && !roles.has(userName.toLowerCase())) this.#exact.set(userName.toLowerCase(), person);
    // A shorter one is a number like any other.
    if (staffNumber !== null && staffNumber.length >= 4) this.#exact.set(staffNumber.toLowerCase(), person);
    const name = fullName.trim().toLowerCase().replace(/\s+/g, ' ');
    const words = name.split(' ').filter((one) => one.length >= 3);
    if (!name.includes(' ')) {
      if (name.length >= 4 && !roles.has(name)) this.#exact.set(name, person);
      return;
    }
    const first = firstWord(name);
    this.#names.set(first, [...(this.#names.get(first) ?? []), { name, person }]);
    for (const one of words) this.#parts.add(one);
  }
}

function firstWord(name: string): string {
  return name.split(' ')[0] ?? name;
}
