import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ProvisionError } from '../../model/error.ts';
import type { Secret } from '../../model/secret.ts';
import { keyBytes, keyIdOf } from '../key.ts';
import { ByteSource } from './byte-source.ts';

/*
 * A backup file, format 1. All numbers are big-endian.
 *
 *   8 bytes   "TTBACKUP"
 *   1 byte    format, 1
 *   4 bytes   length of the header
 *   …         header: JSON, readable without the key, protected against change
 *   frames    4 bytes length of what follows, then that many bytes: ciphertext and its tag of 16 bytes
 *
 * AES-256-GCM with a key of the file's own: HKDF-SHA256(backup key, salt of the header, "TTBACKUP 1"). The nonce of a
 * frame is its number from 0 (8 bytes), three zeros, and 1 for the last frame, otherwise 0: a frame that is missing, moved,
 * doubled or added does not open, and a file that ends early is known by its missing last frame. Every frame is bound to
 * the header by the SHA-256 of all bytes before the frames (additional data). Inside is one zstd stream of a tar archive.
 */
const magic = Buffer.from('TTBACKUP');
const format = 1;
const frameBytes = 256 * 1024;
const tagBytes = 16;
const mostHeaderBytes = 64 * 1024;

const headerSchema = z.strictObject({
  name: z.string().min(1).max(200),
  /** ISO 8601 UTC. */
  at: z.iso.datetime(),
  /** Name of the server. */
  server: z.string().min(1).max(100),
  version: z.string().min(1).max(60),
  /** Newest migration of its database. */
  schema: z.string().max(100),
  reason: z.enum(['nightly', 'manual', 'before-restore', 'before-upgrade']),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  salt: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What a backup file says of itself without its key. */
export type BackupHeader = z.infer<typeof headerSchema>;
export type BackupReason = BackupHeader['reason'];

export function newSalt(): string {
  return randomBytes(32).toString('hex');
}

/** The bytes of a backup file with this content. */
export async function* seal(
  header: BackupHeader,
  key: Secret,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const start = startOf(header);
  yield start;
  const cipherKey = fileKey(key, header);
  const bound = createHash('sha256').update(start).digest();
  let held: Uint8Array[] = [];
  let bytes = 0;
  let number = 0;
  const frame = (last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', cipherKey, nonceOf(number, last)).setAAD(bound);
    const parts = [...held.map((piece) => cipher.update(piece)), cipher.final()];
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes + tagBytes);
    number += 1;
    held = [];
    bytes = 0;
    return Buffer.concat([length, ...parts, cipher.getAuthTag()]);
  };
  for await (const piece of content) {
    for (let from = 0; from < piece.length; ) {
      // Only what is followed by more is given away: the last frame has to know that it is the last.
      if (bytes === frameBytes) yield frame(false);
      const taken = piece.subarray(from, from + frameBytes - bytes);
      held.push(taken);
      bytes += taken.length;
      from += taken.length;
    }
  }
  yield frame(true);
}

export type Sealed = { readonly header: BackupHeader; readonly source: ByteSource; readonly start: Buffer };

/** Reads what stands before the frames. Rejects with TT-BACKUP-01 when it is no backup file of a format we know. */
export async function readStart(file: string, bytes: AsyncIterable<Uint8Array>): Promise<Sealed> {
  const source = new ByteSource(bytes);
  const first = await source.take(magic.length + 5);
  if (first === undefined || !first.subarray(0, magic.length).equals(magic))
    throw damaged(file, 'it is not a TeachTrack backup');
  const found = first[magic.length];
  if (found !== format) throw damaged(file, `its format ${found} is not known to this version`);
  const length = first.readUInt32BE(magic.length + 1);
  const text = length > mostHeaderBytes ? undefined : await source.take(length);
  const header = headerSchema.safeParse(jsonOf(text));
  if (text === undefined || !header.success) throw damaged(file, 'its first part cannot be read');
  return { header: header.data, source, start: Buffer.concat([first, text]) };
}

/**
 * The content of a backup file. Rejects with TT-BACKUP-02 when the key is another one, with TT-BACKUP-01 and the place
 * when a frame was changed, moved, left out or added.
 */
export async function* open(file: string, { header, source, start }: Sealed, key: Secret): AsyncGenerator<Buffer> {
  if (keyIdOf(key) !== header.keyId) throw wrongKey(file, header, key);
  const cipherKey = fileKey(key, header);
  const bound = createHash('sha256').update(start).digest();
  for (let number = 0; ; number += 1) {
    const place = `part ${number + 1}, at byte ${source.consumed}`;
    const prefix = await source.take(4);
    const length = prefix?.readUInt32BE(0) ?? 0;
    if (prefix === undefined) throw damaged(file, `it ends before ${place}`);
    if (length < tagBytes || length > frameBytes + tagBytes) throw damaged(file, `${place} is damaged`);
    const sealed = await source.take(length);
    if (sealed === undefined) throw damaged(file, `it ends within ${place}`);
    const last = await source.ended();
    const decipher = createDecipheriv('aes-256-gcm', cipherKey, nonceOf(number, last))
      .setAAD(bound)
      .setAuthTag(sealed.subarray(length - tagBytes));
    const plain = decipher.update(sealed.subarray(0, length - tagBytes));
    try {
      decipher.final();
    } catch (cause) {
      throw damaged(
        file,
        last ? `${place}, is damaged, or the end of the file is missing` : `${place}, is damaged`,
        cause,
      );
    }
    yield plain;
    if (last) return;
  }
}

function startOf(header: BackupHeader): Buffer {
  const text = Buffer.from(JSON.stringify(headerSchema.parse(header)));
  const numbers = Buffer.alloc(5);
  numbers.writeUInt8(format);
  numbers.writeUInt32BE(text.length, 1);
  return Buffer.concat([magic, numbers, text]);
}

function fileKey(key: Secret, { salt }: BackupHeader): Buffer {
  return Buffer.from(hkdfSync('sha256', keyBytes(key), Buffer.from(salt, 'hex'), `TTBACKUP ${format}`, 32));
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number));
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

function jsonOf(text: Buffer | undefined): unknown {
  try {
    return JSON.parse(text?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}

export function damaged(file: string, why: string, cause?: unknown): ProvisionError {
  return new ProvisionError({ code: 'TT-BACKUP-01', message: `The backup ${file} is damaged: ${why}.`, cause });
}

function wrongKey(file: string, header: BackupHeader, key: Secret): ProvisionError {
  return new ProvisionError({
    code: 'TT-BACKUP-02',
    message: `The backup ${file} was made with another key than the one given.`,
    evidence: [`it was made on ${header.server} with key ${header.keyId}`, `the key given is ${keyIdOf(key)}`],
  });
}
