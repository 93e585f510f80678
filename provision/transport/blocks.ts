import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** An upload is compared and sent again in pieces of this size. */
export const blockMiB = 4;
export const blockBytes = blockMiB * 1024 * 1024;

const readBytes = 256 * 1024;

/**
 * Bytes `from` (inclusive) to `to` (exclusive) of a file, in chunks; the next one is read while one is used. Two pieces of
 * memory are filled in turn, whatever the file's size: a chunk holds its bytes only until the next one is asked for.
 */
export async function* bytesOf(file: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
  let [now, after] = [Buffer.allocUnsafeSlow(readBytes), Buffer.allocUnsafeSlow(readBytes)];
  let next = chunkAt(file, now, from, to);
  for (let at = from; at < to; ) {
    const chunk = await next;
    if (chunk.length === 0) throw new Error(`the file became shorter than ${to} bytes`);
    at += chunk.length;
    [now, after] = [after, now];
    next = chunkAt(file, now, at, to);
    // Awaited in the next turn, or never by whoever stops half-way.
    next.catch(() => {});
    yield chunk;
  }
}

async function chunkAt(file: FileHandle, memory: Buffer, at: number, to: number): Promise<Buffer> {
  const wanted = Math.min(memory.length, to - at);
  if (wanted <= 0) return Buffer.alloc(0);
  const { bytesRead } = await file.read(memory, 0, wanted, at);
  return memory.subarray(0, bytesRead);
}

/** sha256 of a range, lower-case hex. */
export async function hashOf(file: FileHandle, from: number, to: number): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytesOf(file, from, to)) hash.update(chunk);
  return hash.digest('hex');
}

export type Range = { readonly from: number; readonly to: number };

/** Which ranges must be sent, given the hashes of the blocks that are there already. */
export async function missingRanges(file: FileHandle, size: number, there: readonly string[]): Promise<Range[]> {
  const ranges: Range[] = [];
  for (let from = 0, block = 0; from < size; from += blockBytes, block += 1) {
    const to = Math.min(size, from + blockBytes);
    const known = there[block];
    if (known !== undefined && known === (await hashOf(file, from, to))) continue;
    const last = ranges.at(-1);
    if (last?.to === from) ranges[ranges.length - 1] = { from: last.from, to };
    else ranges.push({ from, to });
  }
  return ranges;
}
