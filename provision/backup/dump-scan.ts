import { createHash, type Hash } from 'node:crypto';

/** What a dump holds of one table. `sha256` is of its rows as the dump writes them, however they are grouped. */
export type TableSum = { readonly rows: number; readonly sha256: string };

type Table = { rows: number; readonly hash: Hash };

const insertStart = Buffer.from('INSERT INTO `');
/** Longer than the beginning of any INSERT: a table's name has at most 64 characters. */
const decidesAfter = 128;
const [newline, quote, backslash, openBracket, closeBracket, semicolon] = [10, 39, 92, 40, 41, 59];

/**
 * Counts and hashes the rows of every table while a dump streams by. So the numbers are of exactly the moment that the
 * dump is of, without a lock and without a second reading; and the dump of a restored copy must give the same.
 */
export class DumpScan {
  readonly #tables = new Map<string, Table>();
  #table: Table | undefined;
  #isLineStart = true;
  #held: Buffer = Buffer.alloc(0);
  #depth = 0;
  #inText = false;
  #isEscaped = false;

  push(piece: Uint8Array): void {
    const bytes =
      this.#held.length === 0
        ? Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
        : Buffer.concat([this.#held, piece]);
    this.#held = Buffer.alloc(0);
    for (let at = 0; at < bytes.length; ) {
      if (this.#table !== undefined) at = this.#rows(this.#table, bytes, at);
      else if (!this.#isLineStart) at = this.#toNextLine(bytes, at);
      else if (bytes.length - at < decidesAfter && !bytes.includes(newline, at)) {
        this.#held = Buffer.from(bytes.subarray(at));
        return;
      } else at = this.#begin(bytes, at);
    }
  }

  /** Sums by table. A table without rows, which no INSERT names, is not in it. */
  sums(): ReadonlyMap<string, TableSum> {
    return new Map(
      [...this.#tables].map(([name, { rows, hash }]) => [name, { rows, sha256: hash.copy().digest('hex') }]),
    );
  }

  #begin(bytes: Buffer, at: number): number {
    this.#isLineStart = false;
    if (!bytes.subarray(at, at + insertStart.length).equals(insertStart)) return at;
    const from = at + insertStart.length;
    const end = bytes.indexOf('`', from);
    const name = bytes.toString('utf8', from, end);
    this.#table = this.#tables.get(name) ?? { rows: 0, hash: createHash('sha256') };
    this.#tables.set(name, this.#table);
    this.#depth = 0;
    return end + 1;
  }

  #toNextLine(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(newline, at);
    this.#isLineStart = end >= 0;
    return end < 0 ? bytes.length : end + 1;
  }

  /** Reads rows until the statement or the piece ends. */
  #rows(table: Table, bytes: Buffer, from: number): number {
    let rowStart = this.#depth > 0 ? from : -1;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (this.#isEscaped) this.#isEscaped = false;
      else if (this.#inText) {
        if (byte === backslash) this.#isEscaped = true;
        else if (byte === quote) this.#inText = false;
      } else if (byte === quote) this.#inText = true;
      else if (byte === openBracket) {
        if (this.#depth === 0) rowStart = at;
        this.#depth += 1;
      } else if (byte === closeBracket) {
        this.#depth -= 1;
        if (this.#depth > 0) continue;
        table.hash.update(bytes.subarray(rowStart, at + 1));
        table.rows += 1;
        rowStart = -1;
      } else if (byte === semicolon && this.#depth === 0) {
        this.#table = undefined;
        return at + 1;
      }
    }
    if (rowStart >= 0) table.hash.update(bytes.subarray(rowStart));
    return bytes.length;
  }
}
