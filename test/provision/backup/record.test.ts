import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupName, chosenRecord, recordsIn, writeRecord } from '../../../provision/backup/record.ts';
import { type BackupsState, tellBackups } from '../../../provision/backup/state.ts';
import { rehearsalWorld } from '../engine/rehearsal/world.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teachtrack-records-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function made(at: Date): string {
  const about = { at: at.toISOString(), server: 'hill', version: '0.1.0' };
  const name = backupName({ ...about, at });
  writeFileSync(join(folder, name), 'content');
  writeRecord(folder, {
    ...{ ...about, name, schema: '0050', reason: 'nightly', keyId: 'x', bytes: 7, sha256: 'y' },
    ...{ contentBytes: 1, rows: 1, documents: 0, durationMs: 1 },
  });
  return name;
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

function told(): Promise<BackupsState> {
  const { transport, signal } = rehearsalWorld(join(folder, 'world'));
  const nothing = async () => ({ exitCode: 0, stdout: '', stderr: '', durationMs: 0 });
  const ops = { transport: { ...transport, run: nothing }, signal, say: () => {} };
  return tellBackups(ops, folder, join(folder, 'state'));
}

test('a backup made while the clock was years ahead is never the latest one, and none is told as the last', async () => {
  const ahead = made(daysAgo(-1500));
  expect(await told()).toMatchObject({ last: null, ok: false, summary: expect.stringContaining('yet to come') });
  const older = made(daysAgo(3));
  const newest = made(daysAgo(2));
  expect(recordsIn(folder).map(({ name }) => name)).toEqual([newest, older, ahead]);
  expect(chosenRecord(folder, 'latest').name).toBe(newest);
  expect(chosenRecord(folder, ahead).name).toBe(ahead);
  expect(await told()).toMatchObject({ last: { name: newest }, ok: true });
});

test('a clock that is some hours ahead makes no backup an old one', () => {
  made(daysAgo(1));
  const newest = made(daysAgo(-0.5));
  expect(chosenRecord(folder, 'latest').name).toBe(newest);
});
