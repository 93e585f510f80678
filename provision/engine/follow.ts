import { closeSync, existsSync, type FSWatcher, fstatSync, openSync, readSync, watch } from 'node:fs';
import { join } from 'node:path';
import { ProvisionError } from '../model/error.ts';
import type { JournalEntry, JournalEvent } from '../model/journal.ts';
import type { Host } from './host.ts';
import { isHeld, readOwner } from './lock.ts';
import type { EnginePaths } from './paths.ts';
import { parseJournal } from './read-journal.ts';

const pollMs = 500;

/** The entries of a journal from `fromSeq` on as they are written, until the signal is aborted. */
export async function* followJournal(
  path: string | (() => string),
  fromSeq: number,
  signal: AbortSignal,
): AsyncGenerator<JournalEntry | 'idle'> {
  const where = typeof path === 'string' ? () => path : path;
  let offset = 0;
  let seq = 1;
  while (!signal.aborted) {
    const { entries, goodBytes } = parseJournal(readFrom(where(), offset), where(), seq);
    offset += goodBytes;
    seq += entries.length;
    for (const entry of entries) if (entry.seq >= fromSeq) yield entry;
    yield 'idle';
    await changed(where(), signal);
  }
}

/** How a followed run ended, as the last line of what a follower sees. */
export type FollowEnd =
  | { readonly end: 'finished'; readonly run: string; readonly outcome: 'done' | 'failed' | 'cancelled' }
  /** The process that did the run is gone without having finished: killed, or the server went down. Resume it. */
  | { readonly end: 'gone'; readonly run: string; readonly lastSeq: number; readonly message: string };

export type Followed = {
  readonly paths: EnginePaths;
  readonly host: Host;
  readonly run: string;
  /** Whether the run, when it is cut off, is taken up again by the server itself. */
  readonly comesBack?: () => boolean;
};

/** A server that was cut off from power and starts again has so long to take a run up. */
const comesBackMs = 180_000;

/** Entries from `fromSeq` on, then how it ended. Ends early, without an end, only when the signal is aborted. */
export async function* followRun(
  { paths, host, run, comesBack = () => false }: Followed,
  fromSeq: number,
  signal: AbortSignal,
): AsyncGenerator<JournalEntry | FollowEnd> {
  const path = () => journalPath(paths, run);
  let last: JournalEvent | undefined;
  let lastSeq = 0;
  let deadSeen = false;
  let deadSince = 0;
  for await (const entry of followJournal(path, 1, signal)) {
    if (entry !== 'idle') {
      last = entry.event;
      lastSeq = entry.seq;
      deadSeen = false;
      if (entry.seq >= fromSeq) yield entry;
      continue;
    }
    const owner = readOwner(paths.lock);
    if (owner?.run === run && isHeld(owner, host)) {
      deadSeen = false;
    } else if (last?.kind === 'run-finished') {
      return yield { end: 'finished', run, outcome: last.outcome };
    } else if (deadSeen && comesBack() && performance.now() - deadSince < comesBackMs) {
      // Its end is not here yet.
    } else if (deadSeen) {
      // Twice in a row: what it wrote just before it ended has been read.
      const message = 'The run ended before it was finished. Nothing is lost: resume it and it goes on where it was.';
      return yield { end: 'gone', run, lastSeq, message };
    } else {
      deadSeen = true;
      deadSince = performance.now();
    }
  }
}

/** Where the run's journal is now: an uninstall that leaves nothing on the disk moves it. */
export function journalPath(paths: EnginePaths, run: string): string {
  const kept = join(paths.runs, run, 'journal.jsonl');
  const moved = join(paths.finished, run, 'journal.jsonl');
  return !existsSync(kept) && existsSync(moved) ? moved : kept;
}

function readFrom(path: string, offset: number): Buffer {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw new ProvisionError({ code: 'TT-JOURNAL-01', message: `The journal ${path} cannot be read.`, cause });
  }
  try {
    const rest = Buffer.alloc(Math.max(0, fstatSync(file).size - offset));
    return rest.subarray(0, readSync(file, rest, 0, rest.length, offset));
  } finally {
    closeSync(file);
  }
}

/** Resolves when the file is written to, at the latest after the poll time, or when the signal is aborted. */
function changed(path: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let watcher: FSWatcher | undefined;
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      watcher?.close();
      resolve();
    };
    const timer = setTimeout(done, pollMs);
    signal.addEventListener('abort', done, { once: true });
    try {
      watcher = watch(path, done);
      watcher.on('error', done);
    } catch {
      // Not there yet, or no watches left on this machine: the poll sees it.
    }
  });
}
