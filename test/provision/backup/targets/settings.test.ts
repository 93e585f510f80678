import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseTarget, readTargets, type Target, writeTargets } from '../../../../provision/backup/targets/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'teachtrack-targets-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'backups.json');
const disk: Target = { id: 'usb', kind: 'folder', path: '/mnt/usb', mounted: true };
const hall: Target = {
  id: 'hall',
  kind: 'sftp',
  host: '10.0.0.9',
  port: 22,
  user: 'backup',
  folder: '/srv/copies',
  hostKey: 'ssh-ed25519 AAAAC3Nza',
};

describe('where copies go', () => {
  test('is nowhere at first, and afterwards what was set', () => {
    expect(readTargets(file)).toEqual([]);
    writeTargets([disk, hall], file);
    expect(readTargets(file)).toEqual([disk, hall]);
  });

  test('changed by hand into something else it is refused, naming the place', () => {
    for (const text of ['{', '{"version":1,"targets":[{"id":"usb","kind":"folder"}]}', '[]']) {
      writeFileSync(file, text);
      expect(() => readTargets(file)).toThrow(/is not (JSON|valid)/);
    }
  });

  test.each([
    { ...disk, path: 'mnt' },
    { ...disk, path: '/mnt/../etc' },
    { ...disk, path: '/mnt/a"b' },
    { ...disk, id: 'Usb 1' },
    { ...hall, host: '-oProxyCommand=x' },
    { ...hall, user: 'a;b' },
    { ...hall, folder: 'a b' },
    { ...hall, hostKey: 'ssh-ed25519 AAAA\nother' },
    { ...hall, port: 0 },
    { ...disk, patienceSeconds: 0 },
    { ...disk, more: true },
  ])('%j is refused', (value) => {
    expect(() => parseTarget(value)).toThrow(/is not valid/);
  });
});
