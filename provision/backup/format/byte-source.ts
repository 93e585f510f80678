/** Pulls exact numbers of bytes out of a stream of pieces. Holds no more than one piece beyond what was asked for. */
export class ByteSource {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);
  #isOver = false;
  #consumed = 0;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Bytes taken so far. */
  get consumed(): number {
    return this.#consumed;
  }

  /** The next `count` bytes; undefined when the stream ends before. */
  async take(count: number): Promise<Buffer | undefined> {
    const parts: Buffer[] = [];
    for (let missing = count; missing > 0; ) {
      const part = await this.some(missing);
      if (part === undefined) return undefined;
      parts.push(part);
      missing -= part.length;
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  }

  /** The next bytes, at least one and at most `most`; undefined at the end. */
  async some(most: number): Promise<Buffer | undefined> {
    if (await this.ended()) return undefined;
    const part = this.#held.subarray(0, most);
    this.#held = this.#held.subarray(part.length);
    this.#consumed += part.length;
    return part;
  }

  /** Whether nothing follows. */
  async ended(): Promise<boolean> {
    while (this.#held.length === 0 && !this.#isOver) {
      const next = await this.#pieces.next();
      if (next.done === true) this.#isOver = true;
      else this.#held = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    }
    return this.#held.length === 0;
  }

  /** Lets go of the stream before its end. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}
