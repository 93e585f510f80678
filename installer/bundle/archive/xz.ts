import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { ProvisionError } from '../../../provision/model/error.ts';

/** Blocks of 16 MiB let the server unpack on several cores. */
const common = ['--threads=2', '--check=crc32', '--block-size=16MiB'] as const;

/** `machine-code`: slow and small, for what is compressed once. `text`: the reverse. */
export const xzOptions = {
  'machine-code': [...common, '--x86', '--lzma2=preset=9e,dict=16MiB'],
  text: [...common, '--lzma2=preset=3,dict=16MiB'],
} as const;

/** Compresses with the machine's xz program, which a build needs (Debian package xz-utils). */
export async function xz(chunks: Iterable<Uint8Array>, kind: keyof typeof xzOptions = 'text'): Promise<Buffer> {
  const child = spawn('xz', ['--compress', '--stdout', ...xzOptions[kind]], { stdio: ['pipe', 'pipe', 'inherit'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', (cause) =>
      reject(
        new ProvisionError({ code: 'TT-RUN-01', message: 'The program xz cannot be run; install xz-utils.', cause }),
      ),
    );
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new ProvisionError({ code: 'TT-RUN-01', message: `xz ended with code ${code ?? 'of a signal'}.` })),
    );
  });
  await Promise.all([ended, pipeline(Readable.from(chunks), child.stdin)]);
  return Buffer.concat(output);
}

type Stream = { readonly flags: Buffer; readonly blocks: Buffer; readonly count: number; readonly records: Buffer };

/**
 * Joins xz streams into one stream that unpacks to their contents one after the other, without compressing again.
 * dpkg-deb reads a single stream only. Format: https://tukaani.org/xz/xz-file-format.txt, sections 2 and 4.
 */
export function joinXz(streams: readonly Buffer[]): Buffer {
  const parts = streams.map(parse);
  const flags = parts[0]?.flags;
  if (flags === undefined || parts.some((part) => !part.flags.equals(flags)))
    throw new RangeError('Only xz streams with the same check can be joined, and at least one.');
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const list = Buffer.concat([Buffer.of(0), integer(count), ...parts.map((part) => part.records)]);
  const padded = Buffer.concat([list, Buffer.alloc((4 - (list.length % 4)) % 4)]);
  const index = Buffer.concat([padded, checksum(padded)]);
  const tail = Buffer.concat([uint32(index.length / 4 - 1), flags]);
  return Buffer.concat([
    Buffer.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00),
    flags,
    checksum(flags),
    ...parts.map((part) => part.blocks),
    index,
    checksum(tail),
    tail,
    Buffer.from('YZ'),
  ]);
}

function parse(stream: Buffer): Stream {
  const indexBytes = (stream.readUInt32LE(stream.length - 8) + 1) * 4;
  const start = stream.length - 12 - indexBytes;
  const index = stream.subarray(start, stream.length - 12);
  if (start < 12 || index[0] !== 0 || stream.toString('latin1', stream.length - 2) !== 'YZ')
    throw new RangeError('This is not one whole xz stream.');
  const count = readInteger(index, 1);
  let end = count.next;
  for (let left = count.value * 2; left > 0; left--) end = readInteger(index, end).next;
  return {
    flags: stream.subarray(6, 8),
    blocks: stream.subarray(12, start),
    count: count.value,
    records: index.subarray(count.next, end),
  };
}

/** Little-endian groups of seven bits, the highest bit says that more follow. */
function integer(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return Buffer.from([...bytes, left]);
}

function readInteger(bytes: Buffer, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let next = at, unit = 1; ; next++, unit *= 128) {
    const byte = bytes.readUInt8(next);
    value += (byte % 128) * unit;
    if (byte < 128) return { value, next: next + 1 };
  }
}

function checksum(bytes: Uint8Array): Buffer {
  return uint32(crc32(bytes));
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
