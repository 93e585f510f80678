/** JSON as it stands in the file: keys in their order and as often as they occur, numbers as they were written. */
export type Json = string | boolean | null | JsonNumber | JsonObject | readonly Json[];
export type JsonObject = { readonly members: readonly (readonly [key: string, value: Json])[] };
export type JsonNumber = { readonly number: string };

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && 'members' in value;
}

export function isNumber(value: Json): value is JsonNumber {
  return typeof value === 'object' && value !== null && 'number' in value;
}

/** A place within a document as a JSON pointer. */
export function within(place: string, key: string | number): string {
  return `${place}/${`${key}`.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

export class JsonSyntaxError extends Error {
  /** Pointer to the innermost value that was begun. */
  readonly place: string;

  constructor(place: string, message: string) {
    super(message);
    this.place = place;
  }
}

/**
 * Reads strict JSON (RFC 8259). Unlike `JSON.parse` it keeps a key that occurs twice, knows where a mistake stands,
 * takes no name for anything but data, and stops at `maxDepth` levels. Throws `JsonSyntaxError`.
 */
export function readJson(text: string, maxDepth: number): Json {
  return new Reader(text, maxDepth).document();
}

const blank = /[ \t\r\n]*/y;
const numeral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

class Reader {
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(text: string, maxDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
  }

  document(): Json {
    const value = this.#value();
    if (this.#next() !== undefined) throw this.#error('there is something after the end of the JSON');
    return value;
  }

  #value(): Json {
    const sign = this.#next();
    if (sign === '{') return this.#object();
    if (sign === '[') return this.#list();
    if (sign === '"') return this.#string();
    const literal = this.#match(word);
    if (literal !== undefined) return words[literal] ?? null;
    const number = this.#match(numeral);
    if (number !== undefined && number !== '') return { number };
    throw this.#error('a value was expected');
  }

  #object(): JsonObject {
    const members: [string, Json][] = [];
    this.#items('}', () => {
      if (this.#next() !== '"') throw this.#error('a name in double quotation marks was expected');
      const key = this.#string();
      if (this.#next() !== ':') throw this.#error(`a colon was expected after "${key.slice(0, 40)}"`);
      this.#at += 1;
      this.#path.push(key);
      members.push([key, this.#value()]);
      this.#path.pop();
    });
    return { members };
  }

  #list(): Json[] {
    const list: Json[] = [];
    this.#items(']', () => {
      this.#path.push(list.length);
      list.push(this.#value());
      this.#path.pop();
    });
    return list;
  }

  #items(close: string, item: () => void): void {
    if (this.#path.length >= this.#maxDepth) throw this.#error(`it is nested more than ${this.#maxDepth} levels deep`);
    this.#at += 1;
    if (this.#next() === close) {
      this.#at += 1;
      return;
    }
    for (;;) {
      item();
      const sign = this.#next();
      if (sign !== ',' && sign !== close) throw this.#error(`a comma or ${close} was expected`);
      this.#at += 1;
      if (sign === close) return;
    }
  }

  #string(): string {
    const from = this.#at;
    let end = from;
    do end = this.#text.indexOf('"', end + 1);
    while (end > 0 && this.#isEscaped(end));
    if (end < 0) {
      this.#at = this.#text.length;
      throw this.#error('a text is not closed');
    }
    const written = this.#text.slice(from, end + 1);
    try {
      const value: string = JSON.parse(written);
      this.#at = end + 1;
      return value;
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      throw this.#error('a text holds a line break, a tab or a wrong escape, or its closing quotation mark is missing');
    }
  }

  #isEscaped(at: number): boolean {
    let before = at - 1;
    while (this.#text[before] === '\\') before -= 1;
    return (at - before) % 2 === 0;
  }

  #next(): string | undefined {
    this.#match(blank);
    return this.#text[this.#at];
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #error(problem: string): JsonSyntaxError {
    const before = this.#text.slice(0, this.#at).split('\n');
    const where = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
    const cut = this.#at >= this.#text.length ? '; the text ends here, so the file seems to be cut off' : '';
    return new JsonSyntaxError(this.#path.reduce<string>(within, ''), `${where}: ${problem}${cut}`);
  }
}
