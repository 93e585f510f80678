import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secret } from '../model/secret.ts';
import { damaged } from './format/container.ts';
import type { BackupRecord } from './record.ts';
import { type Unpacked, unpack } from './unpack.ts';

/** SHA-256 of a file, in a fixed amount of memory. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** Opens every part of a backup and adds everything up, writing nothing. Rejects with TT-BACKUP-01 or -02. */
export async function verifyFile(
  file: string,
  key: Secret,
  onProgress?: (done: number, of: number) => void,
): Promise<Unpacked> {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  return unpack(file, key, { onProgress: (read) => onProgress?.(read, size) });
}

/** Whether the file is bit for bit what was written; without the key. */
export async function requireUnchanged(folder: string, { name, sha256 }: BackupRecord): Promise<void> {
  const file = join(folder, name);
  if ((await fileSha256(file)) !== sha256) throw damaged(file, 'its checksum is not the one noted when it was made');
}
