import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readState, type State, writeState } from '../../../provision/ops/state-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'teachtrack-state-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const state: State = { at: '2026-03-02T07:00:00.000Z', ok: true, summary: 'All is well.' };

test('gives back what was written, readable for the group, with nothing left beside it', () => {
  const before = process.umask(0o077);
  writeState('backups', { ...state, last: 'b-1' }, folder);
  process.umask(before);
  expect(readState('backups', folder)).toEqual({ ...state, last: 'b-1' });
  expect(statSync(join(folder, 'backups.json')).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['backups.json']);
});

test('knows nothing of a part that has not spoken or whose file is not a state', () => {
  expect(readState('drill', folder)).toBeUndefined();
  writeState('drill', state, folder);
  for (const text of ['', '{"at":"2026-03-02T07:00:00.000Z"', '{}', '[]', '{"at":"x","ok":true,"summary":""}']) {
    writeFileSync(join(folder, 'drill.json'), text);
    expect(readState('drill', folder), text).toBeUndefined();
  }
});
