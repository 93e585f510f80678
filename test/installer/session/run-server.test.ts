import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { followRun } from '../../../installer/session/run-server.ts';
import { type EnginePaths, pathsBelow } from '../../../provision/engine/paths.ts';
import type { JournalEntry } from '../../../provision/model/journal.ts';
import type { Transport } from '../../../provision/model/transport.ts';
import { localTransport } from '../../../provision/transport/local.ts';

const run = '20260302t120000-abcdef';
const at = '2026-03-02T12:00:00.000Z';
const entries: readonly JournalEntry[] = [
  { seq: 1, at, event: { kind: 'step-undone', step: 'os/folders', durationMs: 4 } },
  { seq: 2, at, event: { kind: 'verified', checks: [] } },
  { seq: 3, at, event: { kind: 'run-finished', outcome: 'done', durationMs: 9 } },
];

let root: string;
let paths: EnginePaths;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'teachtrack-follow-'));
  paths = pathsBelow(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A server below a folder, from which the uninstall has taken the engine away while the line was broken. */
async function followed(from: number) {
  const local = localTransport();
  const transport: Pick<Transport, 'run' | 'reconnect'> = {
    reconnect: async () => undefined,
    run: async ({ argv: [program, ...args], asRoot: _, ...command }) => {
      const isEngine = args.includes('follow') || args.includes('firewall');
      if (isEngine) return { exitCode: 127, stdout: '', stderr: '', durationMs: 1 };
      return local.run({ ...command, argv: [program, ...args.map((one) => (one.startsWith('/') ? root + one : one))] });
    },
  };
  const seen: JournalEntry[] = [];
  const end = await followRun({ transport } as unknown as OpenServer, {
    engine: (...args) => ['teachtrackctl', ...args],
    run,
    from,
    onEntry: (entry) => seen.push(entry),
    onLineLost: () => expect.fail('the line was not lost'),
  });
  return { seen, end };
}

function written(folder: string, lines: readonly JournalEntry[]): void {
  mkdirSync(join(folder, run), { recursive: true });
  writeFileSync(join(folder, run, 'journal.jsonl'), lines.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
}

const done = { end: 'finished', run, outcome: 'done' };

test('an uninstall whose end came while the line was broken is told by its journal, with what was missed', async () => {
  written(paths.finished, entries);
  expect(await followed(2)).toMatchObject({ end: done, seen: entries.slice(1) });
  written(paths.runs, entries);
  rmSync(paths.finished, { recursive: true });
  expect(await followed(1)).toMatchObject({ end: done, seen: entries });
});

test('nothing is told twice when only the last word was missed', async () => {
  written(paths.finished, entries);
  expect(await followed(4)).toMatchObject({ end: done, seen: [] });
});

test('where no journal says how it ended, that is said at once', async () => {
  await expect(followed(1)).rejects.toMatchObject({ code: 'TT-JOURNAL-01' });
  written(paths.runs, entries.slice(0, 2));
  await expect(followed(1)).rejects.toMatchObject({ code: 'TT-JOURNAL-01' });
});
