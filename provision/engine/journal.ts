import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { ProvisionError } from '../model/error.ts';
import type { JournalEntry, JournalEvent } from '../model/journal.ts';
import { syncFolder } from './durable.ts';
import { readJournal } from './read-journal.ts';
import { Redactor } from './redact.ts';

const longestLine = 2_000;
const reserveBytes = 256 * 1024;

/**
 * The writing end of one run's journal. Every entry is on the disk when `append` returns, but for `step-said` lines:
 * they are readable at once and reach the disk with the next entry of another kind. A torn last line, left by a power
 * cut, is cut off when the journal is opened. A reserve of 256 KiB lets the end of a run on a full disk be written.
 */
export class Journal {
  readonly path: string;
  readonly #file: number;
  readonly #reserve: string;
  readonly #redactor: Redactor;
  #seq: number;

  private constructor(path: string, redactor: Redactor) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const { entries, goodBytes } = existsSync(path) ? readJournal(path) : { entries: [], goodBytes: 0 };
    this.path = path;
    this.#redactor = redactor;
    this.#reserve = `${path}.reserve`;
    if (!existsSync(this.#reserve)) writeFileSync(this.#reserve, Buffer.alloc(reserveBytes), { mode: 0o600 });
    this.#file = openSync(path, 'a', 0o600);
    ftruncateSync(this.#file, goodBytes);
    fsyncSync(this.#file);
    syncFolder(dirname(path));
    this.#seq = entries.length;
  }

  static open(path: string, redactor: Redactor = new Redactor()): Journal {
    return new Journal(path, redactor);
  }

  /** Entries so far. */
  get seq(): number {
    return this.#seq;
  }

  append(event: JournalEvent): JournalEntry {
    const said = event.kind === 'step-said' ? { ...event, line: event.line.slice(0, longestLine) } : event;
    const entry = { seq: this.#seq + 1, at: new Date().toISOString(), event: this.#redactor.json(said) };
    this.#write(`${JSON.stringify(entry)}\n`, event.kind !== 'step-said');
    this.#seq += 1;
    return entry;
  }

  close(): void {
    fsyncSync(this.#file);
    closeSync(this.#file);
    rmSync(this.#reserve, { force: true });
  }

  #write(line: string, sync: boolean): void {
    const bytes = Buffer.from(line);
    let written = 0;
    while (written < bytes.length) {
      try {
        written += writeSync(this.#file, bytes, written);
      } catch (cause) {
        if (!this.#freeReserve(cause)) throw cannotWrite(this.path, cause);
      }
    }
    if (sync) fsyncSync(this.#file);
  }

  #freeReserve(thrown: unknown): boolean {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC' || !existsSync(this.#reserve)) return false;
    rmSync(this.#reserve);
    return true;
  }
}

function cannotWrite(path: string, cause: unknown): ProvisionError {
  const full = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
  const message = full ? `No space left to write the journal ${path}.` : `The journal ${path} cannot be written.`;
  return new ProvisionError({ code: full ? 'TT-FILE-01' : 'TT-FILE-02', message, cause });
}
