import { describe, expect, test } from 'vitest';
import { noRunUnderWay } from '../../../provision/requirements/no-run-under-way.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('no-run-under-way', () => {
  const made = (alive: string) =>
    noRunUnderWay.judge(
      factsOfHost('bookworm-16-cores', {
        teachtrack: `== current\n== releases\n== wanted\n== runs\n1\n== lock\n{"who":"anna","from":"laptop","since":"2026-01-01T00:00:00Z","pid":7}\n== alive\n${alive}\n== nginx\n`,
      }),
      wanted,
      {},
    );

  test('is good when nobody holds the lock, or who held it is gone', () => {
    expect(noRunUnderWay.judge(factsOfHost('bookworm-16-cores'), wanted, {}).kind).toBe('good');
    expect(made('')).toMatchObject({ kind: 'good', measured: expect.stringContaining('cut off') });
  });

  test('says who is at it', () => {
    expect(made('yes')).toMatchObject({
      kind: 'must-fix',
      measured: 'anna from laptop since 2026-01-01T00:00:00Z (process 7)',
    });
  });

  test('could not be checked when the lock cannot be read', () => {
    expect(noRunUnderWay.judge(factsOfHost('bookworm-16-cores', { teachtrack: 2 }), wanted, {}).kind).toBe(
      'could-not-check',
    );
  });
});
