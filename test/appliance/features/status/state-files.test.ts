import { chmodSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStateFiles } from '../../../../appliance/features/status/state-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'states-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = '2026-03-02T06:00:00.000Z';
function write(name: string, summary: string): void {
  writeFileSync(join(folder, `${name}.new`), JSON.stringify({ at, ok: true, summary }));
  renameSync(join(folder, `${name}.new`), join(folder, `${name}.json`));
}
/** As if the last change were a while ago. */
function settle(secondsAgo: number): void {
  const then = Date.now() / 1_000 - secondsAgo;
  utimesSync(folder, then, then);
}
const summaryOf = (file: unknown) => (file as { state?: { summary: string } }).state?.summary;

test('the same file is the same value, and what was written anew is another', async () => {
  const files = createStateFiles(folder);
  write('health', 'well');
  settle(60);
  const first = await files.readAll(['health', 'drift']);
  const second = await files.readAll(['health', 'drift']);
  expect([summaryOf(first.health), first.drift.kind]).toEqual(['well', 'absent']);
  expect(second.health).toBe(first.health);
  write('drift', 'changed');
  const third = await files.readAll(['health', 'drift']);
  expect(third.health).toBe(first.health);
  expect(summaryOf(third.drift)).toBe('changed');
});

test('two writings within one step of the clock are both seen', async () => {
  const files = createStateFiles(folder);
  write('health', 'first');
  settle(0.1);
  expect(summaryOf((await files.readAll(['health'])).health)).toBe('first');
  write('health', 'second, and another length');
  settle(0.1);
  expect(summaryOf((await files.readAll(['health'])).health)).toBe('second, and another length');
});

test('a name that was not asked for before is read', async () => {
  const files = createStateFiles(folder);
  write('health', 'well');
  write('drift', 'none');
  settle(60);
  await files.readAll(['health']);
  expect(summaryOf((await files.readAll(['health', 'drift'])).drift)).toBe('none');
});

test('what could not be read is looked at again though nothing was written', async () => {
  const files = createStateFiles(folder);
  writeFileSync(join(folder, 'health.json'), '{"at":');
  settle(60);
  expect((await files.readAll(['health'])).health.kind).toBe('unreadable');
  writeFileSync(join(folder, 'health.json'), JSON.stringify({ at, ok: true, summary: 'well' }));
  chmodSync(join(folder, 'health.json'), 0o640);
  settle(60);
  expect(summaryOf((await files.readAll(['health'])).health)).toBe('well');
});
