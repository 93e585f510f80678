/** A regular file of an archive. `path` is relative with `/`; `data` its whole content. */
export type ArchiveFile = { readonly path: string; readonly data: Uint8Array; readonly executable?: boolean };

const block = 512;

/** What ends an archive: two empty blocks. */
export const tarEnd: Uint8Array = new Uint8Array(2 * block);

/** One folder's header. `path` is relative; an empty path is the archive's root. */
export function tarFolder(path: string): Uint8Array {
  return header({ path: path === '' ? './' : `./${path}/`, mode: 0o755, size: 0, type: '5', seconds: epoch });
}

/**
 * A file's header and content, padded. Its time is computed from the content (`seconds`), so that the same content
 * always gives the same bytes and a web server's ETag changes exactly when the content does.
 */
export function tarFile(file: ArchiveFile, seconds: number): readonly Uint8Array[] {
  const mode = file.executable === true ? 0o755 : 0o644;
  const padding = new Uint8Array((block - (file.data.length % block)) % block);
  return [header({ path: `./${file.path}`, mode, size: file.data.length, type: '0', seconds }), file.data, padding];
}

const epoch = Date.UTC(2001, 0, 1) / 1000;

/** A moment between 2001 and 2018 that stands for a content. */
export function secondsOf(sha256: string): number {
  return epoch + (Number.parseInt(sha256.slice(0, 8), 16) >>> 3);
}

type Header = {
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  readonly type: '0' | '5';
  readonly seconds: number;
};

/** POSIX ustar, owner root; see IEEE Std 1003.1, pax, "ustar Interchange Format". */
function header({ path, mode, size, type, seconds }: Header): Uint8Array {
  const bytes = Buffer.alloc(block);
  const [prefix, name] = split(path);
  bytes.write(name, 0, 100, 'utf8');
  octal(bytes, 100, 8, mode);
  octal(bytes, 108, 8, 0);
  octal(bytes, 116, 8, 0);
  octal(bytes, 124, 12, size);
  octal(bytes, 136, 12, seconds);
  bytes.write('        ', 148, 8, 'latin1');
  bytes.write(type, 156, 1, 'latin1');
  bytes.write('ustar\u000000', 257, 8, 'latin1');
  bytes.write('root', 265, 32, 'latin1');
  bytes.write('root', 297, 32, 'latin1');
  bytes.write(prefix, 345, 155, 'utf8');
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148, 8, 'latin1');
  return bytes;
}

function octal(bytes: Buffer, at: number, length: number, value: number): void {
  bytes.write(`${value.toString(8).padStart(length - 1, '0')}\u0000`, at, length, 'latin1');
}

function split(path: string): readonly [prefix: string, name: string] {
  if (Buffer.byteLength(path) <= 100) return ['', path];
  const at = path.indexOf('/', path.length - 101);
  const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
  if (at < 1 || Buffer.byteLength(name) > 100 || Buffer.byteLength(prefix) > 155)
    throw new RangeError(`This path is too long for an archive: ${path}`);
  return [prefix, name];
}
