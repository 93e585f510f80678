import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { type FileHandle, open, statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { syncFolder } from '../engine/durable.ts';
import { ProvisionError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';
import { must } from '../ops/command.ts';
import { reserveOwed } from '../reserve/owed.ts';
import type { Contents, Manifest } from './contents.ts';
import type { BackupContext } from './context.ts';
import { dataBytes, liveSchema, migrationOf } from './database.ts';
import { type BackupHeader, type BackupReason, newSalt, seal } from './format/container.ts';
import { keyIdOf } from './key.ts';
import { unnoticed } from './pace.ts';
import { pack } from './pack.ts';
import { type BackupRecord, backupName, partExtension, recordsIn, removeParts, writeRecord } from './record.ts';
import { secretsIdHere } from './secrets-id.ts';
import { megabytes, requireSpace, reserveOf } from './space.ts';

export type BackupWish = {
  readonly key: Secret;
  readonly version: string;
  readonly reason: BackupReason;
  /** Asked once when there is no room: removes what may go, and says whether anything went. */
  readonly makeRoom?: () => boolean;
  readonly onProgress?: (doneBytes: number, ofBytes: number) => void;
};

/** Given to the disk at least this often: it never has to take everything at once, which all others would feel. */
const syncEveryBytes = 32 * 1024 * 1024;

/**
 * Makes a backup of this server in its folder of backups, while everybody works on. Nothing is on the disk unencrypted, and
 * nothing has the name of a backup before it is whole. Rejects with TT-FILE-01 and the numbers when it would not fit.
 */
export async function writeBackup(context: BackupContext, wish: BackupWish): Promise<BackupRecord> {
  const { archives } = context.paths;
  const began = Date.now();
  mkdirSync(archives, { recursive: true, mode: 0o700 });
  removeParts(archives);
  const expectedBytes = await requireRoom(context).catch((thrown: unknown) => {
    const isFull = thrown instanceof ProvisionError && thrown.code === 'TT-FILE-01';
    if (isFull && wish.makeRoom?.() === true) return requireRoom(context);
    throw thrown;
  });
  const at = new Date();
  const server = hostname();
  const name = backupName({ at, server, version: wish.version });
  const schema = await migrationOf(context, liveSchema(context));
  const about = { server, version: wish.version, schema, at: at.toISOString() };
  const header: BackupHeader = { ...about, name, reason: wish.reason, keyId: keyIdOf(wish.key), salt: newSalt() };
  const secretsId = secretsIdHere(context.paths.secrets);
  const manifest: Manifest = { ...about, format: 1, database: context.database, secretsId };
  const part = join(archives, `${name}${partExtension}`);
  let contents: Contents | undefined;
  const content = pack({
    context,
    manifest,
    ...(wish.reason === 'nightly' || wish.reason === 'manual' ? { pace: unnoticed(expectedBytes) } : {}),
    onProgress: (done) => wish.onProgress?.(done, expectedBytes),
    onContents: (found) => {
      contents = found;
    },
  });
  try {
    const written = await write(part, header, wish.key, content, context.signal);
    const record: BackupRecord = {
      ...{ name, ...about, reason: header.reason, keyId: header.keyId, ...written },
      ...figuresOf(contents),
      durationMs: Date.now() - began,
    };
    writeRecord(archives, record);
    renameSync(part, join(archives, name));
    syncFolder(archives);
    return record;
  } catch (thrown) {
    rmSync(part, { force: true });
    rmSync(join(archives, `${name}.json`), { force: true });
    throw asNoSpace(thrown, archives);
  }
}

function figuresOf(contents: Contents | undefined) {
  if (contents === undefined) throw new Error('the backup ended without its list of contents');
  return {
    contentBytes: contents.settings.bytes + contents.database.bytes + contents.documents.bytes,
    databaseBytes: contents.database.bytes,
    rows: Object.values(contents.tables).reduce((sum, { rows }) => sum + rows, 0),
    documents: contents.documents.files,
  };
}

type Written = { readonly bytes: number; readonly sha256: string };

async function write(
  path: string,
  header: BackupHeader,
  key: Secret,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Written> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    let unsynced = 0;
    const compress = createZstdCompress({
      params: { [constants.ZSTD_c_compressionLevel]: 3 },
    });
    await pipeline(
      content,
      compress,
      (compressed: AsyncIterable<Buffer>) => seal(header, key, compressed),
      async (sealed: AsyncIterable<Buffer>) => {
        for await (const piece of sealed) {
          hash.update(piece);
          await writeAll(file, piece);
          bytes += piece.length;
          unsynced += piece.length;
          if (unsynced < syncEveryBytes) continue;
          await file.datasync();
          await requireReserve(path);
          unsynced = 0;
        }
      },
      { signal },
    );
    await file.sync();
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, piece: Buffer): Promise<void> {
  for (let at = 0; at < piece.length; ) at += (await file.write(piece, at)).bytesWritten;
}

/** Gives the bytes that are expected to go in. Rejects with TT-FILE-01 and the numbers when a backup would not fit. */
export async function requireRoom(context: BackupContext): Promise<number> {
  const { archives } = context.paths;
  // A server set up anew that is to be restored has made no backup yet.
  mkdirSync(archives, { recursive: true, mode: 0o700 });
  const databaseBytes = await dataBytes(context, liveSchema(context));
  const documentBytes = await folderBytes(context, context.paths.documents);
  const disk = await statfs(archives);
  const [last] = recordsIn(archives);
  requireSpace({
    path: archives,
    freeBytes: disk.bavail * disk.bsize,
    totalBytes: disk.blocks * disk.bsize,
    databaseBytes,
    documentBytes,
    owedBytes: reserveOwed(archives),
    ...(last === undefined ? {} : { last }),
  });
  return databaseBytes + documentBytes;
}

async function folderBytes(context: BackupContext, folder: string): Promise<number> {
  const { stdout } = await must(context, ['du', '--summarize', '--block-size=1', '--', folder], {
    what: `Adding up ${folder}`,
    timeoutMs: 600_000,
  });
  return Number(stdout.split('\t')[0]);
}

/** A disk that fills up while the backup is written is the database's, too. */
async function requireReserve(path: string): Promise<void> {
  const disk = await statfs(path);
  const free = disk.bavail * disk.bsize;
  if (free >= reserveOf(disk.blocks * disk.bsize) / 2) return;
  throw new ProvisionError({
    code: 'TT-FILE-01',
    message: `The disk of ${path} is filling up: ${megabytes(free)} are left. The backup was given up so that the database has room.`,
  });
}

function asNoSpace(thrown: unknown, folder: string): unknown {
  const code = (thrown as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ProvisionError({ code: 'TT-FILE-01', message: `There is no space left in ${folder}.`, cause: thrown });
  if (code === 'EROFS' || code === 'EACCES')
    return new ProvisionError({ code: 'TT-FILE-02', message: `${folder} cannot be written to.`, cause: thrown });
  return thrown;
}
