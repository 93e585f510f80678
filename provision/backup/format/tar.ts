import { ByteSource } from './byte-source.ts';

const block = 512;

/** A file of the archive: POSIX ustar, regular files only. */
export type TarEntry = {
  readonly path: string;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970. */
  readonly modified: number;
};

export type ReadEntry = TarEntry & { readonly body: AsyncIterable<Buffer> };

/** One file; rejects when the body has not the size that was said. */
export async function* tarFile(entry: TarEntry, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield headerOf(entry);
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    yield piece;
  }
  if (bytes !== entry.size) throw new Error(`${entry.path} has ${bytes} bytes, not ${entry.size}`);
  const rest = bytes % block;
  if (rest > 0) yield Buffer.alloc(block - rest);
}

export const tarEnd: Uint8Array = Buffer.alloc(2 * block);

/** The files in order. A body that is not read to its end is skipped. Rejects when it is no archive of ours. */
export async function* readTar(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ReadEntry> {
  const source = new ByteSource(bytes);
  for (;;) {
    const header = await source.take(block);
    if (header === undefined) throw new Error('the archive inside has no end');
    if (header.every((byte) => byte === 0)) break;
    const entry = entryOf(header);
    const body = bodyOf(source, entry.size);
    yield { ...entry, body };
    for await (const _ of body);
    await source.take((block - (entry.size % block)) % block);
  }
  // Read on: only at its last frame does the file around it prove to be whole.
  while ((await source.some(1 << 20)) !== undefined);
}

async function* bodyOf(source: ByteSource, size: number): AsyncGenerator<Buffer> {
  for (let left = size; left > 0; ) {
    const piece = await source.some(left);
    if (piece === undefined) throw new Error('the archive inside ends within a file');
    left -= piece.length;
    yield piece;
  }
}

function headerOf({ path, size, mode, uid, gid, modified }: TarEntry): Buffer {
  const header = Buffer.alloc(block);
  const { name, prefix } = splitPath(path);
  header.write(name, 0, 100);
  header.write(octal(mode, 7), 100);
  header.write(octal(uid, 7), 108);
  header.write(octal(gid, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(modified, 11), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345, 155);
  header.write(`${octal(sumOf(header), 6)}\0 `, 148);
  return header;
}

function entryOf(header: Buffer): TarEntry {
  const number = (from: number, length: number) =>
    Number.parseInt(header.toString('latin1', from, from + length).replace(/[\0 ].*$/s, ''), 8);
  const text = (from: number, length: number) => header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
  const sum = number(148, 8);
  const zeroed = Buffer.from(header);
  zeroed.write('        ', 148);
  if (text(257, 5) !== 'ustar' || sum !== sumOf(zeroed) || header[156] !== 0x30)
    throw new Error('the archive inside holds something that is not ours');
  const prefix = text(345, 155);
  const path = prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`;
  return {
    path: safe(path),
    mode: number(100, 8),
    uid: number(108, 8),
    gid: number(116, 8),
    size: number(124, 12),
    modified: number(136, 12),
  };
}

/** Nothing in an archive may reach outside the folder that it is unpacked in. */
function safe(path: string): string {
  if (path === '' || path.startsWith('/') || path.split('/').some((part) => part === '..' || part === ''))
    throw new Error(`the archive inside holds the path ${path}`);
  return path;
}

function splitPath(path: string): { readonly name: string; readonly prefix: string } {
  if (Buffer.byteLength(path) <= 100) return { name: path, prefix: '' };
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const [prefix, name] = [path.slice(0, slash), path.slice(slash + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100) return { name, prefix };
  }
  throw new Error(`the path ${path} is too long for a backup`);
}

function octal(value: number, digits: number): string {
  const text = Math.floor(value).toString(8);
  if (text.length > digits) throw new Error(`${value} is too large for a backup`);
  return text.padStart(digits, '0');
}

function sumOf(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}
