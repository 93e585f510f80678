import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { followJournal } from '../../../provision/engine/follow.ts';
import { Journal } from '../../../provision/engine/journal.ts';
import { readJournal } from '../../../provision/engine/read-journal.ts';
import { Redactor } from '../../../provision/engine/redact.ts';
import type { JournalEvent } from '../../../provision/model/journal.ts';
import { Secret } from '../../../provision/model/secret.ts';
import { temporaryFolder } from './rehearsal/temporary.ts';

const newPath = () => join(temporaryFolder(), 'run/journal.jsonl');
const said = (line: string): JournalEvent => ({ kind: 'step-said', step: 'a', line });
const done: JournalEvent = { kind: 'step-satisfied', step: 'a', evidence: ['äöü'] };

function filled(): string {
  const path = newPath();
  const journal = Journal.open(path);
  for (const event of [done, said('one'), done]) journal.append(event);
  journal.close();
  return path;
}

describe('a journal', () => {
  test('counts from 1 without gaps, also after it was opened again', () => {
    const path = filled();
    const journal = Journal.open(path);
    expect(journal.append(said('two')).seq).toBe(4);
    journal.close();
    expect(readJournal(path).entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('cut anywhere by a power cut keeps its whole entries and goes on after them', () => {
    const whole = readFileSync(filled());
    const ends = [...whole].flatMap((byte, at) => (byte === 0x0a ? [at + 1] : []));
    for (let length = 0; length <= whole.length; length += 7) {
      const path = filled();
      truncateSync(path, length);
      const kept = ends.filter((end) => end <= length).length;
      expect(readJournal(path).entries).toHaveLength(kept);
      const journal = Journal.open(path);
      expect(journal.append(done).seq).toBe(kept + 1);
      journal.close();
      expect(readJournal(path).entries).toHaveLength(kept + 1);
    }
  });

  test('with zeros where a last line should be is cut there', () => {
    const path = filled();
    appendFileSync(path, Buffer.alloc(512));
    expect(readJournal(path).entries).toHaveLength(3);
    Journal.open(path).close();
    expect(readFileSync(path).includes(0)).toBe(false);
  });

  test('damaged in the middle, or with a gap, is refused', () => {
    const lines = readFileSync(filled(), 'utf8').split('\n');
    const damaged = newPath();
    Journal.open(damaged).close();
    writeFileSync(damaged, [lines[0], 'rubbish', lines[2], ''].join('\n'));
    expect(() => readJournal(damaged)).toThrow('is damaged: line 2');
    writeFileSync(damaged, [lines[0], lines[2], ''].join('\n'));
    expect(() => readJournal(damaged)).toThrow('entry 3 follows entry 1');
    expect(() => readJournal('/nowhere')).toThrow('cannot be read');
  });

  test('never holds a planted secret: said, shown, thrown, in a key, in base64, or one line of it', () => {
    const path = newPath();
    const redactor = new Redactor();
    const key = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEG\n-----END PRIVATE KEY-----';
    redactor.add(new Secret('planted-"quoted"-secret'));
    redactor.add(new Secret(key));
    const journal = Journal.open(path, redactor);
    journal.append(said('got planted-"quoted"-secret back'));
    journal.append({
      kind: 'step-failed',
      step: 'a',
      code: 'TT-RUN-01',
      message: Buffer.from('planted-"quoted"-secret').toString('base64'),
      evidence: ['MIGHAgEAMBMGByqGSM49AgEG'],
    });
    journal.append({
      kind: 'step-started',
      step: 'a',
      changes: [],
      receipt: { 'planted-"quoted"-secret': { deep: ['planted-"quoted"-secret'] } },
    });
    journal.close();
    const text = readFileSync(path, 'utf8');
    expect(text).not.toMatch(/planted|quoted|MIGHAgEA|cGxhbnRlZ/);
    expect(text.match(/\*\*\*/g)).toHaveLength(5);
  });

  test('hides the password of a first sign-in, and not its address or user name', () => {
    const redactor = new Redactor();
    redactor.add('Address: https://school.lan/\nUser name: headteacher\nPassword: abcde-fghjk-mnpqr\n');
    const said = 'headteacher at https://school.lan/ has abcde-fghjk-mnpqr';
    expect(redactor.text(said)).toBe('headteacher at https://school.lan/ has ***');
  });

  test('keeps a line that is too long short', () => {
    const path = newPath();
    const journal = Journal.open(path);
    journal.append(said('x'.repeat(100_000)));
    journal.close();
    expect(statSync(path).size).toBeLessThan(3_000);
  });
});

describe('following a journal', () => {
  test('gives entries from the asked one on, and those written later', async () => {
    const path = filled();
    const stop = new AbortController();
    const seen: number[] = [];
    const journal = Journal.open(path);
    let wrote = false;
    for await (const entry of followJournal(path, 2, stop.signal)) {
      if (entry !== 'idle') seen.push(entry.seq);
      else if (!wrote) {
        wrote = true;
        setTimeout(() => journal.append(said('later')), 20);
      }
      if (seen.length === 3) stop.abort();
    }
    journal.close();
    expect(seen).toEqual([2, 3, 4]);
  });

  test('waits for a file that is not there yet, and for the rest of a line', async () => {
    const path = newPath();
    const stop = new AbortController();
    const line = readFileSync(filled()).subarray(0, readFileSync(filled()).indexOf(0x0a) + 1);
    const seen: number[] = [];
    let round = 0;
    for await (const entry of followJournal(path, 1, stop.signal)) {
      if (entry !== 'idle') {
        seen.push(entry.seq);
        stop.abort();
        continue;
      }
      round += 1;
      if (round === 1) Journal.open(path).close();
      if (round === 2) appendFileSync(path, line.subarray(0, 20));
      if (round === 3) appendFileSync(path, line.subarray(20));
    }
    expect(seen).toEqual([1]);
  });
});
