import { describe, expect, test } from 'vitest';
import { databaseVersion } from '../../../provision/facts/database-version.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('database-version', () => {
  test('is told by the program itself', () => {
    expect(databaseVersion.parse(printed('bookworm-foreign-services', databaseVersion))).toMatchObject({
      installed: true,
      flavour: { product: 'mariadb' },
    });
    expect(databaseVersion.parse(printed('bookworm-16-cores', databaseVersion))).toEqual({ installed: false });
  });

  test('has no flavour where we know none', () => {
    const says = '/usr/sbin/mysqld  Ver 8.0.36-28 for Linux on x86_64 (Percona Server (GPL), Release 28)';
    expect(databaseVersion.parse(says)).toEqual({ installed: true, says });
  });
});
