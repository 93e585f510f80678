import { describe, expect, test } from 'vitest';
import { knownDatabase } from '../../../provision/requirements/known-database.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('known-database', () => {
  const made = (text: string) =>
    knownDatabase.judge(factsOfHost('bookworm-16-cores', { 'database-version': text }), wanted, {});

  test('is good without one and with one that we know', () => {
    expect(knownDatabase.judge(factsOfHost('bookworm-16-cores'), wanted, {}).kind).toBe('good');
    expect(knownDatabase.judge(factsOfHost('bookworm-foreign-services'), wanted, {})).toMatchObject({
      kind: 'good',
      measured: expect.stringMatching(/^MariaDB 10\.11/),
    });
  });

  test('must be fixed with one that is too old or not known', () => {
    expect(made('mariadbd  Ver 10.5.23-MariaDB-0+deb11u1 for debian-linux-gnu on x86_64 (Debian 11)').kind).toBe(
      'must-fix',
    );
    expect(made('mysqld  Ver 8.0.36-28 for Linux on x86_64 (Percona Server (GPL), Release 28)').kind).toBe('must-fix');
  });

  test('could not be checked when it does not say its version', () => {
    expect(knownDatabase.judge(factsOfHost('bookworm-16-cores', { 'database-version': 1 }), wanted, {}).kind).toBe(
      'could-not-check',
    );
  });
});
