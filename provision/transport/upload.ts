import { type FileHandle, open } from 'node:fs/promises';
import { posix } from 'node:path';
import { ProvisionError } from '../model/error.ts';
import type { Transport, Upload } from '../model/transport.ts';
import { blockBytes, blockMiB, bytesOf, missingRanges, type Range } from './blocks.ts';
import type { Execute } from './execution.ts';
import { fileFault, whyNotWritten } from './remote-file.ts';

/** OpenSSL uses the processor's own SHA instructions, seven times as fast as coreutils; not every server has it. */
const hasher = `
if command -v openssl >/dev/null 2>&1; then hasher='openssl dgst -sha256 -r'; else hasher=sha256sum; fi
hash_of() { $hasher | cut -c 1-64; }`;

/**
 * `$1` file, `$2` part, `$3` folder, `$4` sha256, `$5` bytes. Prints `have`, or `part` and the hash of each 4 MiB block
 * of what an earlier attempt left.
 */
const lookScript = `${hasher}
umask 077
[ -d "$3" ] || mkdir -p -- "$3" || exit 71
if [ -f "$1" ] && [ "$(stat -c %s -- "$1")" = "$5" ] && [ "$(hash_of <"$1")" = "$4" ]; then
  echo have
  exit 0
fi
[ ! -f "$2" ] || [ "$(stat -c %s -- "$2")" -le "$5" ] || truncate -s "$5" -- "$2" || exit 71
echo part
[ ! -s "$2" ] || SHELL=/bin/sh split -b ${blockBytes} --filter="$hasher" -- "$2"`;

/** What both ways of filling a part begin and end with. No sync: whoever uses the file later hashes it first. */
const before = `${whyNotWritten}${hasher}
umask 077
file=$1 part=$2 folder=$3 hash=$4 bytes=$5
shift 5
[ -e "$part" ] || : >"$part" || why "$bytes" "$part" "$folder"`;
const after = `
[ "$sum" = "$hash" ] || exit 74
mv -f -T -- "$part" "$file" || exit 71`;

/**
 * The usual way: the first bytes are right and the rest comes on standard input, hashed while it arrives. Tee ends when
 * the disk is full instead of reading on.
 */
const appendScript = `${before}
truncate -s "$1" -- "$part" || exit 71
sum=$({ [ "$1" = 0 ] || cat -- "$part"; tee -a --output-error=exit -- "$part"; } | hash_of)
have=$(stat -c %s -- "$part")
[ "$have" -le "$bytes" ] || exit 74
if [ "$have" -lt "$bytes" ]; then
  [ "$(of_folder avail "$folder")" -gt 1048576 ] || why "$bytes" "$part" "$folder"
  exit 73
fi
${after}`;

/** Blocks in the middle are wrong: pairs of first block and number of blocks, whose bytes come on standard input. */
const patchScript = `${before}
while [ $# -gt 0 ]; do
  dd of="$part" bs=1M iflag=fullblock seek=$(($1 * ${blockMiB})) count=$(($2 * ${blockMiB})) conv=notrunc status=none ||
    why "$bytes" "$part" "$folder"
  shift 2
done
[ "$(stat -c %s -- "$part")" -ge "$bytes" ] || exit 73
truncate -s "$bytes" -- "$part" || exit 71
sum=$(hash_of <"$part")
${after}`;

const differs = 74;
const lookTimeoutMs = 10 * 60_000;
/** The slowest line that is waited for: 64 KiB/s, and ten minutes to hash and sync at the end. */
const slowestBytesPerMs = 64;

export function uploadThrough(execute: Execute): Transport['upload'] {
  return async (upload) => {
    const file = await open(upload.localPath, 'r').catch((cause: NodeJS.ErrnoException) => {
      const message = `${upload.localPath} cannot be read (${cause.code}).`;
      throw new ProvisionError({ code: 'TT-FILE-03', message, cause });
    });
    try {
      return await send({ execute, upload, file, totalBytes: (await file.stat()).size });
    } finally {
      await file.close();
    }
  };
}

type Sending = {
  readonly execute: Execute;
  readonly upload: Upload;
  readonly file: FileHandle;
  readonly totalBytes: number;
};

/** A part that differs after all is looked at once more: only its wrong blocks are sent again. */
async function send(sending: Sending): Promise<{ readonly sentBytes: number }> {
  let sentBytes = 0;
  for (const isLast of [false, true]) {
    const there = await look(sending);
    if (there === 'have') {
      sending.upload.onProgress?.({ sentBytes: sending.totalBytes, totalBytes: sending.totalBytes });
      return { sentBytes };
    }
    const ranges = await missingRanges(sending.file, sending.totalBytes, there);
    const isRight = await fill(sending, ranges);
    sentBytes += lengthOf(ranges);
    if (isRight) return { sentBytes };
    if (isLast) break;
  }
  await discard(sending);
  throw new ProvisionError({
    code: 'TT-UPLOAD-01',
    message: `${sending.upload.localPath} is not the file it was said to be: its sha256 is not ${sending.upload.sha256}.`,
  });
}

async function look({ execute, upload, totalBytes }: Sending): Promise<'have' | readonly string[]> {
  const argv = ['sh', '-c', lookScript, 'sh', ...namesOf(upload, totalBytes)] as const;
  const result = await execute({ argv: [...argv], timeoutMs: lookTimeoutMs, ...optionsOf(upload) });
  if (result.exitCode !== 0) throw fault(upload, result.exitCode, result.stderr);
  const [first, ...hashes] = result.stdout.toString().trim().split('\n');
  return first === 'have' ? 'have' : hashes.map((line) => line.slice(0, 64));
}

/** False when everything arrived and still is not the promised content. */
async function fill({ execute, upload, file, totalBytes }: Sending, ranges: readonly Range[]): Promise<boolean> {
  let sentBytes = totalBytes - lengthOf(ranges);
  async function* content() {
    for (const { from, to } of ranges) {
      for await (const chunk of bytesOf(file, from, to)) {
        yield chunk;
        sentBytes += chunk.length;
        upload.onProgress?.({ sentBytes, totalBytes });
      }
    }
  }
  const [script, ...places] = fillingOf(ranges, totalBytes);
  const argv = ['sh', '-c', script, 'sh', ...namesOf(upload, totalBytes), ...places] as const;
  const timeoutMs = lookTimeoutMs + totalBytes / slowestBytesPerMs;
  const result = await execute({ argv: [...argv], stdin: content(), timeoutMs, ...optionsOf(upload) });
  if (result.exitCode === 0) return true;
  if (result.exitCode === differs) return false;
  throw fault(upload, result.exitCode, result.stderr, Number(result.stdout.toString().trim()));
}

function fillingOf(ranges: readonly Range[], totalBytes: number): readonly [script: string, ...places: string[]] {
  const [first, ...others] = ranges;
  if (first === undefined) return [appendScript, String(totalBytes)];
  if (others.length === 0 && first.to === totalBytes) return [appendScript, String(first.from)];
  const blocks = ranges.flatMap(({ from, to }) => [from / blockBytes, Math.ceil((to - from) / blockBytes)]);
  return [patchScript, ...blocks.map(String)];
}

async function discard({ execute, upload }: Sending): Promise<void> {
  await execute({ argv: ['rm', '-f', '--', partOf(upload)], ...optionsOf(upload) });
}

function namesOf(upload: Upload, totalBytes: number): string[] {
  const { remotePath, sha256 } = upload;
  return [remotePath, partOf(upload), posix.dirname(remotePath), sha256, String(totalBytes)];
}

function partOf({ remotePath }: Upload): string {
  return `${remotePath}.part`;
}

function optionsOf({ asRoot, signal }: Upload) {
  return { ...(asRoot === undefined ? {} : { asRoot }), ...(signal === undefined ? {} : { signal }) };
}

function lengthOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

function fault(upload: Upload, exitCode: number, stderr: Buffer, lacking?: number): ProvisionError {
  const path = upload.remotePath;
  return fileFault({ path, verb: 'written', exitCode, stderr, ...(lacking === undefined ? {} : { lacking }) });
}
