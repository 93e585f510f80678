import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import type { z } from 'zod';
import { asProvisionError, ProvisionError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';
import {
  type Contents,
  contentsSchema,
  type Manifest,
  manifestSchema,
  type Tree,
  type TreeName,
  TreeSum,
  treeOf,
  trees,
} from './contents.ts';
import { DumpScan } from './dump-scan.ts';
import { type BackupHeader, damaged, open, readStart } from './format/container.ts';
import { type ReadEntry, readTar } from './format/tar.ts';

/** What is done with what a backup holds. Each body must be read before the promise resolves, or is passed over. */
export type Unpacking = {
  readonly onManifest?: (manifest: Manifest, header: BackupHeader) => Promise<void>;
  /** A file of settings, secrets or certificates, by its path below `/etc/teachtrack`. */
  readonly onSetting?: (entry: ReadEntry, path: string) => Promise<void>;
  /** The dump, whole. */
  readonly onDump?: (statements: AsyncIterable<Uint8Array>) => Promise<void>;
  /** A document, by its path in the folder of documents. */
  readonly onDocument?: (entry: ReadEntry, path: string) => Promise<void>;
  /** Bytes of the file read so far. */
  readonly onProgress?: (readBytes: number) => void;
};

export type Unpacked = { readonly header: BackupHeader; readonly manifest: Manifest; readonly contents: Contents };

/**
 * Reads a backup from end to end and gives its parts away as they come. It resolves only when every part opened, nothing
 * is missing, and all sums agree; so what was made of the parts is to be used only then. Rejects with TT-BACKUP-01 or -02.
 */
export async function unpack(file: string, key: Secret, unpacking: Unpacking): Promise<Unpacked> {
  const read = createReadStream(file, { highWaterMark: 1 << 20 });
  let readBytes = 0;
  const counted = async function* () {
    for await (const piece of read) {
      readBytes += (piece as Buffer).length;
      unpacking.onProgress?.(readBytes);
      yield piece as Buffer;
    }
  };
  try {
    const sealed = await readStart(file, counted());
    const archive = decompressed(open(file, sealed, key));
    return await new Reader(file, sealed.header, unpacking).read(readTar(archive));
  } catch (thrown) {
    throw asDamage(file, thrown);
  } finally {
    read.destroy();
  }
}

/** The header of a backup file, which can be read without its key. */
export async function headerOf(file: string): Promise<BackupHeader> {
  const read = createReadStream(file, { end: 1 << 17 });
  try {
    return (await readStart(file, read)).header;
  } catch (thrown) {
    throw asDamage(file, thrown);
  } finally {
    read.destroy();
  }
}

function decompressed(content: AsyncIterable<Uint8Array>): Readable {
  const stream = createZstdDecompress();
  // Its error ends the reading of the stream: there is nothing to be done about it here.
  pipeline(content, stream, () => undefined);
  return stream;
}

class Reader {
  readonly #file: string;
  readonly #header: BackupHeader;
  readonly #do: Unpacking;
  readonly #sums = Object.fromEntries(trees.map((name) => [name, new TreeSum()])) as Record<TreeName, TreeSum>;
  readonly #scan = new DumpScan();
  #manifest: Manifest | undefined;
  #contents: Contents | undefined;

  constructor(file: string, header: BackupHeader, unpacking: Unpacking) {
    this.#file = file;
    this.#header = header;
    this.#do = unpacking;
  }

  async read(entries: AsyncGenerator<ReadEntry>): Promise<Unpacked> {
    const files = entries[Symbol.asyncIterator]();
    let next = await files.next();
    while (next.done !== true) {
      const tree = treeOf(next.value.path);
      if (tree === 'database') next = await this.#database(next.value, files);
      else {
        await this.#single(next.value, tree);
        next = await files.next();
      }
    }
    const [manifest, contents] = [this.#manifest, this.#contents];
    if (manifest === undefined || contents === undefined) throw damaged(this.#file, 'its list of contents is missing');
    this.#compare(contents);
    return { header: this.#header, manifest, contents };
  }

  async #single(entry: ReadEntry, tree: TreeName | undefined): Promise<void> {
    if (entry.path === 'manifest.json') {
      this.#manifest = await this.#json(entry, manifestSchema);
      return this.#do.onManifest?.(this.#manifest, this.#header);
    }
    if (entry.path === 'contents.json') {
      this.#contents = await this.#json(entry, contentsSchema);
      return;
    }
    if (tree === undefined) return;
    const body = this.#sums[tree].through(entry.path, entry.body);
    const path = entry.path.slice(tree.length + 1);
    const takers = {
      settings: this.#do.onSetting,
      documents: this.#do.onDocument,
      drift: undefined,
      database: undefined,
    };
    const take = takers[tree];
    await take?.({ ...entry, body: buffers(body) }, path);
    for await (const _ of body);
  }

  /** All parts of the dump in one stream. Gives the first entry that is none. */
  async #database(first: ReadEntry, files: AsyncIterator<ReadEntry>): Promise<IteratorResult<ReadEntry>> {
    let next: IteratorResult<ReadEntry> = { done: false, value: first };
    const sum = this.#sums.database;
    const scan = this.#scan;
    const statements = async function* (): AsyncGenerator<Uint8Array> {
      while (next.done !== true && treeOf(next.value.path) === 'database') {
        for await (const piece of sum.through(next.value.path, next.value.body)) {
          scan.push(piece);
          yield piece;
        }
        next = await files.next();
      }
    };
    const stream = statements();
    await this.#do.onDump?.(stream);
    for await (const _ of stream);
    return next;
  }

  async #json<T>(entry: ReadEntry, schema: z.ZodType<T>): Promise<T> {
    const pieces: Buffer[] = [];
    for await (const piece of entry.body) pieces.push(piece);
    const read = schema.safeParse(JSON.parse(Buffer.concat(pieces).toString('utf8')));
    if (!read.success) throw damaged(this.#file, `${entry.path} inside it cannot be read`);
    return read.data;
  }

  #compare(contents: Contents): void {
    const differ = (said: Tree, found: Tree) => said.files !== found.files || said.sha256 !== found.sha256;
    for (const name of trees)
      if (differ(contents[name], this.#sums[name].sum()))
        throw damaged(this.#file, `its ${name} are not what they were`);
    const found = this.#scan.sums();
    for (const [table, { rows, sha256 }] of Object.entries(contents.tables))
      if (found.get(table)?.rows !== rows || found.get(table)?.sha256 !== sha256)
        throw damaged(this.#file, `the rows of the table ${table} are not what they were`);
  }
}

async function* buffers(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}

function asDamage(file: string, thrown: unknown): ProvisionError {
  if (thrown instanceof ProvisionError) return thrown;
  const code = (thrown as NodeJS.ErrnoException).code ?? '';
  if (['ENOENT', 'EACCES', 'EISDIR', 'EIO', 'ESTALE'].includes(code))
    return new ProvisionError({ code: 'TT-FILE-03', message: `${file} cannot be read: ${code}.`, cause: thrown });
  return asUnforeseen(file, thrown);
}

/** An error of the archive inside, which opened: what wrote it was not what reads it. */
function asUnforeseen(file: string, thrown: unknown): ProvisionError {
  const { message } = asProvisionError(thrown);
  return damaged(file, message, thrown);
}
