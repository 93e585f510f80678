import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { StepContext } from '../../../provision/model/step.ts';
import { held, isHeld } from '../../../provision/ops/hold.ts';
import { writeState } from '../../../provision/ops/state-file.ts';

afterEach(() => void vi.useRealTimers());

/** A server that notes what is done to it. */
function noted(hasFolder: boolean) {
  const acts: string[] = [];
  const untils: number[] = [];
  const transport = {
    run: async ({ argv }: { readonly argv: readonly string[] }) => {
      acts.push(argv.join(' '));
      return { exitCode: argv[0] === 'test' && !hasFolder ? 1 : 0, stdout: '', stderr: '', durationMs: 0 };
    },
    writeFile: async (path: string, text: string) => {
      acts.push(`write ${path}`);
      untils.push(Date.parse(JSON.parse(text).until));
    },
  } as unknown as StepContext['transport'];
  return { acts, untils, ops: { transport, signal: new AbortController().signal, say: () => undefined } };
}

test('requests wait for as long as it takes, and no longer when it fails', async () => {
  vi.useFakeTimers();
  const { acts, ops } = noted(true);
  const failing = held(ops, async () => {
    acts.push('work');
    throw new Error('apt failed');
  });
  const failed = expect(failing).rejects.toThrow('apt failed');
  await vi.advanceTimersByTimeAsync(2_000);
  await failed;
  const file = '/var/lib/teachtrack/state/hold.json';
  expect(acts).toEqual(['test -d /var/lib/teachtrack/state', `write ${file}`, 'work', `rm -f -- ${file}`]);
});

test('is said anew for as long as the work goes on, a bounded time, so that nobody waits for one who was killed', async () => {
  vi.useFakeTimers();
  const { untils, ops } = noted(true);
  const began = Date.now();
  const working = held(ops, () => new Promise<void>((resolve) => setTimeout(resolve, 600_000)));
  await vi.advanceTimersByTimeAsync(12_000);
  expect(untils.map((until) => until - began)).toEqual([20_000, 25_000, 30_000]);
  await vi.advanceTimersByTimeAsync(600_000);
  await working;
  expect(untils.at(-1)).toBe(began + 120_000);
});

test('nobody is asked to wait where nothing is installed yet', async () => {
  const { acts, ops } = noted(false);
  expect(await held(ops, async () => 'done')).toBe('done');
  expect(acts).toEqual(['test -d /var/lib/teachtrack/state']);
});

test('the monitor takes a database that is being replaced for no news, for as long as was said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'teachtrack-hold-'));
  try {
    expect(isHeld(folder)).toBe(false);
    const state = { at: '2026-03-02T12:00:00.000Z', ok: null, summary: 'x', until: '2026-03-02T12:02:00.000Z' };
    writeState('hold', state, folder);
    expect(isHeld(folder, Date.parse('2026-03-02T12:01:59.000Z'))).toBe(true);
    expect(isHeld(folder, Date.parse('2026-03-02T12:02:01.000Z'))).toBe(false);
    // Put back by an hour in between.
    expect(isHeld(folder, Date.parse('2026-03-02T11:01:00.000Z'))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
