import { chmod, chown, open, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ErrorCode, ProvisionError } from '../model/error.ts';
import type { FileAttributes } from '../model/transport.ts';
import { groupId, userId } from './accounts.ts';

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'TT-FILE-01',
  EDQUOT: 'TT-FILE-01',
  EACCES: 'TT-FILE-02',
  EPERM: 'TT-FILE-02',
  EROFS: 'TT-FILE-02',
};

const words: Partial<Record<ErrorCode, string>> = {
  'TT-FILE-01': 'no space is left there',
  'TT-FILE-02': 'it is read-only or not allowed',
};

/** The file's bytes, or undefined when there is none. */
export async function readHere(path: string): Promise<Uint8Array | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw fault(path, 'read', error);
  });
}

/**
 * Writes beside the target, syncs, sets the attributes, renames. Attributes not given stay as they are, or are 0644.
 * The name beside is always the same, so that what a killed process left is cleared away by the same write done again.
 */
export async function writeHere(
  path: string,
  content: string | Uint8Array,
  { mode, owner, group }: FileAttributes = {},
): Promise<void> {
  const beside = `${path}.teachtrack-new`;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  try {
    const old = await stat(path).catch(() => undefined);
    await rm(beside, { force: true });
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      const uid = owner === undefined ? old?.uid : await userId(owner);
      const gid = group === undefined ? old?.gid : await groupId(group);
      if (uid !== undefined || gid !== undefined) await chown(beside, uid ?? -1, gid ?? -1);
      await chmod(beside, mode ?? (old === undefined ? 0o644 : old.mode & 0o7777));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw await writeFault(path, bytes.length, error as NodeJS.ErrnoException);
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

async function writeFault(path: string, size: number, error: NodeJS.ErrnoException): Promise<ProvisionError> {
  if (error instanceof ProvisionError || codes[error.code ?? ''] !== 'TT-FILE-01') return fault(path, 'written', error);
  const free = await statfs(dirname(path)).then(({ bavail, bsize }) => bavail * bsize);
  const lacking = size - free;
  const needs = lacking > 0 ? `; ${lacking} bytes more are needed` : '';
  return new ProvisionError({
    code: 'TT-FILE-01',
    message: `${path} could not be written: ${words['TT-FILE-01']}${needs}.`,
    cause: error,
  });
}

function fault(path: string, verb: 'read' | 'written', error: NodeJS.ErrnoException): ProvisionError {
  if (error instanceof ProvisionError) return error;
  const code = codes[error.code ?? ''] ?? 'TT-FILE-03';
  const why = words[code] ?? (error.code === 'ENOENT' ? 'its folder does not exist' : error.code);
  return new ProvisionError({ code, message: `${path} could not be ${verb}: ${why}.`, cause: error });
}
