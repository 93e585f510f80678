import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { BackupRecord } from '../../../../provision/backup/record.ts';
import { copyTo } from '../../../../provision/backup/targets/copy.ts';
import { type Place, requireRoomAt } from '../../../../provision/backup/targets/place.ts';
import { availableOf } from '../../../../provision/backup/targets/sftp.ts';

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

test('where a place is full, what newer copies stand for makes room; nothing goes where that would not do', async () => {
  const dayOf = (days: number) =>
    new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  const eight = [10, 11, 12, 13, 14, 15, 16, 17].map((hour) => `${dayOf(3)}t${hour}0000z-hill-0.1.0.ttbackup`);
  const today = { ...record, name: `${dayOf(0)}t000000z-hill-0.1.0.ttbackup` };
  writeFileSync(join(archives, today.name), content);
  const files = new Map(eight.map((name) => [name, 'old']));
  const sized = (most: number): Place => ({
    ...placeThat((text) => text, files),
    ready: async (bytes) => requireRoomAt('/mnt/usb', { freeBytes: (most - files.size) * 100, bytes }),
  });
  await copyTo(sized(8), { archives, record: today, where: '/mnt/usb', proven: eight[2] });
  expect([...files.keys()]).toEqual([eight[2], eight[7], today.name]);
  await expect(
    copyTo(sized(3), { archives, record: today, where: '/mnt/usb', proven: eight[2] }),
  ).rejects.toMatchObject({
    code: 'TT-BACKUP-04',
    message: expect.stringMatching(/^The target \/mnt\/usb: it is full: 0\.0 MB are free/),
  });
  expect([...files.keys()]).toEqual([eight[2], eight[7], today.name]);
});

test('a place that is away loses nothing, whatever can be read where it should be', async () => {
  const files = new Map([10, 11].map((hour) => [`20200101t${hour}0000z-hill-0.1.0.ttbackup`, 'old']));
  const away = async () => {
    throw new Error('not connected');
  };
  const copied = copyTo({ ...placeThat((text) => text, files), ready: away }, { archives, record, where: '/mnt/usb' });
  await expect(copied).rejects.toThrow('not connected');
  expect(files.size).toBe(2);
});

test('the room of another server is read from what its df says, where it says anything', () => {
  const said = `sftp> ls -1 "/copies"
sftp> -df "/copies"
        Size         Used        Avail       (root)    %Capacity
   264212084     61370520     45020392    202841564          23%`;
  expect(availableOf(said)).toBe(45_020_392 * 1024);
  expect(availableOf('sftp> -df "/copies"\nServer does not support statvfs@openssh.com extension')).toBeUndefined();
});
