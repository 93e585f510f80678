import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { BackupRecord } from '../../../../provision/backup/record.ts';
import { copyTo } from '../../../../provision/backup/targets/copy.ts';
import type { Place } from '../../../../provision/backup/targets/place.ts';

const archives = mkdtempSync(join(tmpdir(), 'teachtrack-copies-'));
const content = 'a backup of some length';
const record: BackupRecord = {
  ...{ name: '20261126t020000z-hill-0.1.0.ttbackup', at: '2026-11-26T02:00:00.000Z', server: 'hill', version: '0.1.0' },
  ...{
    schema: '0050',
    reason: 'nightly',
    keyId: 'x',
    bytes: content.length,
    contentBytes: 1,
    rows: 1,
    documents: 0,
    durationMs: 1,
  },
  sha256: createHash('sha256').update(content).digest('hex'),
};
writeFileSync(join(archives, record.name), content);
afterAll(() => rmSync(archives, { recursive: true }));

/** A place in memory; `keeps` is what its disk makes of what it is given. */
function placeThat(keeps: (text: string) => string, files: Map<string, string>): Place {
  return {
    ready: async () => {},
    names: async () => [...files.keys()],
    put: async (path, { name }) => void files.set(name, keeps(readFileSync(path, 'utf8'))),
    sum: async ({ name }) =>
      createHash('sha256')
        .update(files.get(name) ?? '')
        .digest('hex'),
    remove: async (name) => void files.delete(name),
  };
}

test('a place that keeps what it is given has the copy', async () => {
  const files = new Map([['older', 'good']]);
  await copyTo(
    placeThat((text) => text, files),
    { archives, record, where: '/mnt/usb' },
  );
  expect([...files.keys()]).toEqual(['older', record.name]);
});

test('a place that says it has written and has not is found out, and its bad copy goes: the good ones stay', async () => {
  for (const lie of [(text: string) => text.replace('b', 'd'), (text: string) => text.slice(0, -1), () => '']) {
    const files = new Map([['older', 'good']]);
    const copied = copyTo(placeThat(lie, files), { archives, record, where: '/mnt/usb' });
    await expect(copied).rejects.toMatchObject({
      code: 'TT-BACKUP-04',
      message: expect.stringContaining('/mnt/usb: what was read back is not'),
    });
    expect([...files]).toEqual([['older', 'good']]);
  }
});
