import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStateFiles, type StateFiles } from '../../../../appliance/features/status/state-files.ts';

let folder: string;
let files: StateFiles;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'states-'));
  files = createStateFiles(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

const textOf = (summary: string) => JSON.stringify({ at: '2026-03-02T06:00:00.000Z', ok: true, summary });
function write(path: string, summary: string): void {
  writeFileSync(`${path}.new`, textOf(summary));
  renameSync(`${path}.new`, path);
}
async function summaryOf(name: string): Promise<string> {
  const file = await files.read(name);
  return file.kind === 'there' ? file.state.summary : file.kind;
}

test('the same file is the same value, and what was written anew is another', async () => {
  const path = join(folder, 'health.json');
  write(path, 'well');
  const first = await files.read('health');
  expect(await files.read('health')).toBe(first);
  write(path, 'changed');
  expect(await summaryOf('health')).toBe('changed');
  expect(await summaryOf('drift')).toBe('absent');
});

test('one that is a link into a folder of its writer is seen as it is written anew there', async () => {
  const monitor = join(folder, 'monitor');
  mkdirSync(monitor);
  write(join(monitor, 'health.json'), 'well');
  symlinkSync(join(monitor, 'health.json'), join(folder, 'health.json'));
  const then = Date.now() / 1_000 - 60;
  utimesSync(folder, then, then);
  expect(await summaryOf('health')).toBe('well');
  write(join(monitor, 'health.json'), 'changed');
  utimesSync(folder, then, then);
  expect(await summaryOf('health')).toBe('changed');
});

test('one that is written over in place is read again, also after it could not be read', async () => {
  const path = join(folder, 'health.json');
  writeFileSync(path, '{"at":');
  expect(await summaryOf('health')).toBe('unreadable');
  writeFileSync(path, textOf('well'));
  expect(await summaryOf('health')).toBe('well');
  writeFileSync(path, textOf('ill!'));
  utimesSync(path, 1, 1);
  expect(await summaryOf('health')).toBe('ill!');
});
