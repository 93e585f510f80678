import { describe, expect, test } from 'vitest';
import { fileSystemOf, storage } from '../../../provision/facts/storage.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

const twoMounts = `== paths
/
/var/lib
== bytes
Filesystem 1-blocks Used Available Capacity Mounted on
/dev/sda1 100000000000 1 90000000000 1% /
/dev/mapper/data 500000000000 1 400000000000 1% /var/lib
== inodes
Filesystem Inodes IUsed IFree IUse% Mounted on
/dev/sda1 1000 1 999 1% /
/dev/mapper/data 0 0 0 - /var/lib
== mounts
1 0 8:1 / / rw,relatime - ext4 /dev/sda1 rw
2 1 253:0 / /var/lib rw,noexec - xfs /dev/mapper/data ro
`;

describe('storage', () => {
  test('is the file system behind each folder', () => {
    const all = storage.parse(printed('bookworm-16-cores', storage));
    const root = fileSystemOf(all, '/');
    expect(root).toMatchObject({ mountPoint: '/', type: 'ext4', source: '/dev/nvme0n1p1' });
    expect(root?.options).toContain('rw');
    expect(root?.freeBytes).toBeLessThan(root?.sizeBytes ?? 0);
    expect(fileSystemOf(all, '/var/lib/mysql')?.path).toBe('/var/lib');
  });

  test('keeps the options of the mount and of the file system', () => {
    const holds = fileSystemOf(storage.parse(twoMounts), '/var/lib/teachtrack');
    expect(holds).toMatchObject({ mountPoint: '/var/lib', device: '253:0', freeBytes: 400_000_000_000 });
    expect(holds?.options).toEqual(['rw', 'noexec', 'ro']);
    expect(holds).not.toHaveProperty('freeInodes');
  });

  test('is unknown when df says nothing', () => {
    expect(() => storage.parse('== paths\n/\n== bytes\n== inodes\n== mounts\n')).toThrow('df');
    expect(() => storage.parse('')).toThrow('missing');
  });
});
