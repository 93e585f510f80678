import { readFileSync } from 'node:fs';
import { ProvisionError } from '../model/error.ts';
import type { JournalEntry } from '../model/journal.ts';

export type JournalRead = {
  readonly entries: readonly JournalEntry[];
  /** Length of the whole entries; what follows is a last line that a power cut tore. */
  readonly goodBytes: number;
};

/** Rejects with TT-JOURNAL-01 when the file is missing, damaged before its last line, or has a gap. */
export function readJournal(path: string): JournalRead {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new ProvisionError({ code: 'TT-JOURNAL-01', message: `The journal ${path} cannot be read.`, cause });
  }
  return parseJournal(bytes, path);
}

export function parseJournal(bytes: Buffer, path: string, firstSeq = 1): JournalRead {
  const entries: JournalEntry[] = [];
  let goodBytes = 0;
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline === -1 ? bytes.length : newline;
    const entry = newline === -1 ? undefined : entryOf(bytes.toString('utf8', at, end));
    if (entry === undefined) {
      if (newline === -1 || !hasEntry(bytes.subarray(end + 1))) break;
      throw damaged(path, `line ${firstSeq + entries.length} is not an entry`);
    }
    if (entry.seq !== firstSeq + entries.length)
      throw damaged(path, `entry ${entry.seq} follows entry ${firstSeq + entries.length - 1}`);
    entries.push(entry);
    goodBytes = end + 1;
    at = end + 1;
  }
  return { entries, goodBytes };
}

function entryOf(line: string): JournalEntry | undefined {
  try {
    const entry = JSON.parse(line) as JournalEntry;
    return typeof entry.seq === 'number' && typeof entry.event.kind === 'string' ? entry : undefined;
  } catch {
    return undefined;
  }
}

function hasEntry(rest: Buffer): boolean {
  return rest
    .toString('utf8')
    .split('\n')
    .some((line) => entryOf(line) !== undefined);
}

function damaged(path: string, how: string): ProvisionError {
  return new ProvisionError({ code: 'TT-JOURNAL-01', message: `The journal ${path} is damaged: ${how}.` });
}
