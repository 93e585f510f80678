import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Contents, type Manifest, type TreeName, TreeSum, trees } from './contents.ts';
import type { BackupContext } from './context.ts';
import { dump, liveSchema, tablesOf } from './database.ts';
import { DumpScan } from './dump-scan.ts';
import { tarEnd, tarFile } from './format/tar.ts';
import { type Pace, pacer } from './pace.ts';

/** A dump's length is not known before its end: it goes in as files of this size, which in turn are the dump. */
const partBytes = 4 * 1024 * 1024;

/** Never in a backup: the key that opens it, and a sign-in that is shown once. */
const leftOut = new Set(['secrets/backup-key', 'secrets/first-sign-in']);

export type Packing = {
  readonly context: BackupContext;
  readonly manifest: Manifest;
  /** Default: as fast as it comes. */
  readonly pace?: Pace;
  /** Bytes taken in so far. */
  readonly onProgress: (doneBytes: number) => void;
  /** Told at the end, when everything is in. */
  readonly onContents: (contents: Contents) => void;
};

/** The archive inside a backup: manifest, settings and secrets, the database, the documents, and what it all adds up to. */
export async function* pack({ context, manifest, pace, onProgress, onContents }: Packing): AsyncGenerator<Uint8Array> {
  const sums = Object.fromEntries(trees.map((name) => [name, new TreeSum()])) as Record<TreeName, TreeSum>;
  const scan = new DumpScan();
  const paced: Through = pace === undefined ? (stream) => stream : pacer(pace);
  const taken = () => onProgress(trees.reduce((sum, name) => sum + sums[name].bytes, 0));
  yield* text('manifest.json', manifest);
  yield* folder('settings', context.paths.settings, sums.settings);
  yield* folder('drift', context.paths.drift, sums.drift);
  taken();
  const tableNames = await tablesOf(context, liveSchema(context));
  for await (const { path, bytes } of parts(paced(dump(context, liveSchema(context))))) {
    scan.push(bytes);
    yield* tarFile({ ...owned, path, size: bytes.length }, sums.database.through(path, one(bytes)));
    taken();
  }
  // After the database: every document that a row speaks of was there before the row.
  for await (const piece of folder('documents', context.paths.documents, sums.documents, paced)) {
    yield piece;
    taken();
  }
  const contents: Contents = {
    tables: Object.fromEntries(scan.sums()),
    tableNames: [...tableNames],
    settings: sums.settings.sum(),
    drift: sums.drift.sum(),
    database: sums.database.sum(),
    documents: sums.documents.sum(),
  };
  yield* text('contents.json', contents);
  yield tarEnd;
  onContents(contents);
}

type Through = <Piece extends Uint8Array>(stream: AsyncIterable<Piece>) => AsyncIterable<Piece>;

const owned = { mode: 0o600, uid: 0, gid: 0, modified: 0 } as const;

function text(path: string, value: unknown): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
  return tarFile({ ...owned, path, size: bytes.length }, one(bytes));
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

type Part = { readonly path: string; readonly bytes: Buffer };

async function* parts(stream: AsyncIterable<Buffer>): AsyncGenerator<Part> {
  let held: Buffer[] = [];
  let bytes = 0;
  let number = 0;
  const part = (): Part => {
    number += 1;
    const made = { path: `database/${String(number).padStart(6, '0')}.sql`, bytes: Buffer.concat(held) };
    held = [];
    bytes = 0;
    return made;
  };
  for await (const piece of stream) {
    held.push(piece);
    bytes += piece.length;
    if (bytes >= partBytes) yield part();
  }
  if (bytes > 0) yield part();
}

/** Regular files below a folder, in the order of their names. A file that goes away meanwhile is passed over. */
async function* folder(
  tree: TreeName,
  root: string,
  sum: TreeSum,
  paced: Through = (stream) => stream,
): AsyncGenerator<Uint8Array> {
  for await (const path of filesBelow(root, '')) {
    if (tree === 'settings' && leftOut.has(path)) continue;
    const file = await open(join(root, path)).catch(ifGone);
    if (file === undefined) continue;
    try {
      const { size, mode, uid, gid, mtimeMs } = await file.stat();
      const entry = { path: `${tree}/${path}`, size, mode: mode & 0o7777, uid, gid, modified: mtimeMs / 1000 };
      yield* tarFile(entry, sum.through(entry.path, paced(exactly(file, size))));
    } finally {
      await file.close();
    }
  }
}

async function* filesBelow(root: string, below: string): AsyncGenerator<string> {
  const found = (await readdir(join(root, below), { withFileTypes: true }).catch(ifGone)) ?? [];
  for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(root, path);
    else if (entry.isFile()) yield path;
  }
}

/** So many bytes and no more; one that shrank meanwhile is filled up, which its own reader will tell. */
async function* exactly(file: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; ) {
    const buffer = Buffer.allocUnsafe(Math.min(256 * 1024, size - at));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
    at += bytesRead;
    if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
    else {
      for (; at < size; at += Math.min(buffer.length, size - at))
        yield Buffer.alloc(Math.min(buffer.length, size - at));
    }
  }
}

function ifGone(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
