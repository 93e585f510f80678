import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { redact } from './redact.ts';

const mostBytes = 256 * 1024;
const longestEntry = 8 * 1024;

type Options = { readonly file: string; readonly home: string; readonly now?: () => Date };

/**
 * What went wrong in the shell, for support. Two files of bounded size; no secret, no answer, nothing of a page. Written at
 * once, since the program may be ending. A log that cannot be written never makes anything worse.
 */
export class CrashLog {
  readonly file: string;
  readonly #home: string;
  readonly #now: () => Date;

  constructor({ file, home, now = () => new Date() }: Options) {
    this.file = file;
    this.#home = home;
    this.#now = now;
  }

  write(what: string, thrown?: unknown): void {
    const cause = thrown === undefined ? '' : ` ${textOf(thrown)}`;
    // Cut first: the patterns must not be run over megabytes.
    const entry = redact(`${what}${cause}`.slice(0, longestEntry), this.#home).replaceAll('\n', '\n  ');
    try {
      mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
      const bytes = statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes + entry.length > mostBytes) renameSync(this.file, `${this.file}.1`);
      appendFileSync(this.file, `${this.#now().toISOString()} ${entry}\n`, { mode: 0o600 });
    } catch {}
  }
}

/** The stack with its causes. Own properties of errors are left out: they may hold an answer or a password. */
function textOf(thrown: unknown): string {
  const lines: string[] = [];
  for (let one = thrown; one !== undefined && lines.length < 5; one = one instanceof Error ? one.cause : undefined) {
    lines.push(one instanceof Error ? (one.stack ?? `${one.name}: ${one.message}`) : String(one));
  }
  return lines.join('\ncaused by ');
}
