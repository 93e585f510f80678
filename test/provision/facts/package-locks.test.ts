import { describe, expect, test } from 'vitest';
import { packageLocks } from '../../../provision/facts/package-locks.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('package-locks', () => {
  test('show who uses the package manager', () => {
    const { holder, broken, audit } = packageLocks.parse(printed('bookworm-foreign-services', packageLocks));
    expect(holder?.command).toContain('/var/lib/dpkg/lock-frontend');
    expect({ broken, audit }).toEqual({ broken: [], audit: '' });
  });

  test('are free on a fresh server', () => {
    expect(packageLocks.parse(printed('trixie-4-cores', packageLocks))).toEqual({ broken: [], audit: '' });
  });

  test('show packages left in the middle', () => {
    const text =
      '== holder\n812\t\n== broken\niF \tnginx\t1.22\n== audit\nThe following packages are only half configured\n';
    expect(packageLocks.parse(text)).toEqual({
      holder: { pid: 812, command: 'a process that has just ended' },
      broken: [{ name: 'nginx', version: '1.22', state: 'iF' }],
      audit: 'The following packages are only half configured',
    });
  });

  test('are unknown without dpkg', () => {
    expect(() => packageLocks.parse('== missing\n')).toThrow('dpkg is not installed');
  });
});
