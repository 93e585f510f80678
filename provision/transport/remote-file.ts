import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import { type ErrorCode, ProvisionError } from '../model/error.ts';
import type { Transport } from '../model/transport.ts';
import { evidenceOf } from './evidence.ts';
import type { Execute } from './execution.ts';

/** Exit codes of our own scripts. They are what decides; words on stderr are only shown. */
const outcomes: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  70: ['TT-FILE-01', 'no space is left there'],
  71: ['TT-FILE-02', 'it is read-only or not allowed'],
  72: ['TT-FILE-03', 'its folder does not exist'],
  73: ['TT-SSH-09', 'not all of it arrived'],
};

const missing = 44;

/** Missing is what no existing, searchable folder holds; a folder that may not be searched is something else. */
const readScript = `
if [ -e "$1" ]; then
  [ -r "$1" ] || exit 71
  exec cat -- "$1"
fi
folder=$1
while [ ! -d "$folder" ]; do folder=$(dirname -- "$folder"); done
[ -x "$folder" ] || exit 71
exit ${missing}`;

export function readThrough(execute: Execute): Transport['readFile'] {
  return async (path, options = {}) => {
    const result = await execute({ argv: ['sh', '-c', readScript, 'sh', absolute(path)], ...options });
    if (result.exitCode === missing) return undefined;
    if (result.exitCode === 0) return result.stdout;
    throw fileFault({ path, verb: 'read', exitCode: result.exitCode, stderr: result.stderr });
  };
}

/** For scripts that write: `why SIZE FILE FOLDER` ends with the reason why FILE did not become SIZE bytes long. */
export const whyNotWritten = `
of_folder() { echo $(($(df --output="$1" -B1 -- "$2" | tail -n 1))); }
why() {
  [ -d "$3" ] || exit 72
  lacking=$(($1 - $(stat -c %s -- "$2" 2>/dev/null || echo 0) - $(of_folder avail "$3")))
  if [ $lacking -gt 0 ]; then echo $lacking; exit 70; fi
  if [ "$(of_folder itotal "$3")" -gt 0 ] && [ "$(of_folder iavail "$3")" -eq 0 ]; then exit 70; fi
  exit 71
}`;

/** `$1` file, `$2` beside it, `$3` folder, `$4` bytes, `$5` mode, `$6` owner, `$7` group; the content is standard input. */
const writeScript = `${whyNotWritten}
umask 077
trap 'rm -f -- "$2"' EXIT
{ cat >"$2"; } || why "$4" "$2" "$3"
[ "$(stat -c %s -- "$2")" = "$4" ] || exit 73
if [ -f "$1" ]; then
  chown --reference="$1" -- "$2" && chmod --reference="$1" -- "$2" || exit 71
else
  chmod 0644 -- "$2"
fi
if [ -n "$6" ]; then chown -- "$6" "$2" || exit 71; fi
if [ -n "$7" ]; then chgrp -- "$7" "$2" || exit 71; fi
if [ -n "$5" ]; then chmod -- "$5" "$2" || exit 71; fi
sync -- "$2" && mv -f -T -- "$2" "$1" || exit 71
trap - EXIT
sync -- "$3"`;

export function writeThrough(execute: Execute): Transport['writeFile'] {
  return async (path, content, { mode, owner, group, ...options } = {}) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const beside = `${absolute(path)}.teachtrack-${randomBytes(6).toString('hex')}`;
    const attributes = [mode === undefined ? '' : mode.toString(8), owner ?? '', group ?? ''];
    const places = [path, beside, posix.dirname(path), String(bytes.length)];
    const argv = ['sh', '-c', writeScript, 'sh', ...places, ...attributes] as const;
    const result = await execute({ argv: [...argv], stdin: bytes, ...options });
    if (result.exitCode === 0) return;
    const lacking = Number(result.stdout.toString().trim());
    throw fileFault({ path, verb: 'written', exitCode: result.exitCode, stderr: result.stderr, lacking });
  };
}

export type FileFault = {
  readonly path: string;
  readonly verb: 'read' | 'written';
  readonly exitCode: number;
  readonly stderr: Buffer;
  /** Bytes that would have to be free besides. */
  readonly lacking?: number;
};

export function fileFault({ path, verb, exitCode, stderr, lacking }: FileFault): ProvisionError {
  const [code, why] = outcomes[exitCode] ?? (['TT-FILE-03', `that ended with code ${exitCode}`] as const);
  const needs =
    code === 'TT-FILE-01' && lacking !== undefined && lacking > 0 ? `; ${lacking} bytes more are needed` : '';
  const evidence = evidenceOf(stderr.toString());
  return new ProvisionError({ code, message: `${path} could not be ${verb}: ${why}${needs}.`, evidence });
}

function absolute(path: string): string {
  if (path.startsWith('/') && !path.includes('\0')) return path;
  throw new ProvisionError({ code: 'TT-BUG-01', message: `“${path}” is not an absolute path.` });
}
