import { describe, expect, test } from 'vitest';
import { writableFolders } from '../../../provision/requirements/writable-folders.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('writable-folders', () => {
  const made = (options: string) =>
    writableFolders.judge(
      factsOfHost('bookworm-16-cores', {
        storage: `== paths\n/\n/opt\n== bytes\nF B U A C M\n/dev/sda1 5 1 4 1% /\n/dev/sda2 5 1 4 1% /opt\n== inodes\n== mounts\n1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 8:2 / /opt ${options} - ext4 /dev/sda2 rw\n`,
      }),
      wanted,
      {},
    );

  test('is good on an ordinary server', () => {
    expect(writableFolders.judge(factsOfHost('bookworm-16-cores'), wanted, {}).kind).toBe('good');
  });

  test('must be fixed when one is read-only or programs may not run from it', () => {
    expect(made('ro,relatime')).toMatchObject({
      kind: 'must-fix',
      measured: 'read-only: /opt',
      fix: expect.stringContaining('mount -o remount,rw /opt'),
    });
    expect(made('rw,noexec')).toMatchObject({ kind: 'must-fix', measured: 'programs may not run (noexec): /opt' });
  });

  test('could not be checked without the mounts', () => {
    expect(writableFolders.judge(factsOfHost('bookworm-16-cores', { storage: 1 }), wanted, {}).kind).toBe(
      'could-not-check',
    );
  });
});
