import { describe, expect, test } from 'vitest';
import { clockRight } from '../../../provision/requirements/clock-right.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('clock-right', () => {
  const made = (ahead: number, says = 'NTPSynchronized=yes') =>
    clockRight.judge(
      factsOfHost('bookworm-16-cores', { clock: `asked=2000000000\nserver=${2_000_000_000 + ahead}\n${says}\n` }),
      wanted,
      {},
    );

  test('is good when it is right and kept right', () => {
    expect(made(1)).toMatchObject({ kind: 'good', measured: 'the same time as this laptop, kept by a time server' });
    expect(made(20).kind).toBe('good');
  });

  test('could be better when nobody keeps it right, as on a recorded server', () => {
    expect(clockRight.judge(factsOfHost('bookworm-16-cores'), wanted, {})).toMatchObject({
      kind: 'could-be-better',
      fix: expect.stringContaining('host'),
    });
    expect(made(-100)).toMatchObject({
      kind: 'could-be-better',
      measured: expect.stringContaining('100 seconds behind this laptop'),
    });
  });

  test('must be fixed when it is far off, also while somebody claims to keep it', () => {
    expect(made(-10 * 365 * 86_400)).toMatchObject({
      kind: 'must-fix',
      measured: expect.stringContaining('3650 days behind'),
    });
    expect(made(600)).toMatchObject({ kind: 'must-fix', measured: expect.stringContaining('10 minutes ahead') });
  });

  test('could not be checked where nobody says whether it is kept', () => {
    expect(made(0, '').kind).toBe('could-not-check');
    expect(clockRight.judge(factsOfHost('bookworm-16-cores', { clock: 1 }), wanted, {}).kind).toBe('could-not-check');
  });
});
