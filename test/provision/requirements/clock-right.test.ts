import { describe, expect, test } from 'vitest';
import { clockRight } from '../../../provision/requirements/clock-right.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

const machine = 'kind=kvm\ncontainer=none\n';
const kept = 'keeper=chrony\nsynchronised=yes';

function made(ahead: number, says = kept, virtualisation = machine) {
  const clock = `asked=2000000000\nserver=${2_000_000_000 + ahead}\n${says}\n`;
  return clockRight.judge(factsOfHost('bookworm-16-cores', { clock, virtualisation }), wanted, {});
}

describe('clock-right', () => {
  test('is good when it is right and kept right', () => {
    expect(made(1)).toMatchObject({
      kind: 'good',
      measured: 'the same time as this laptop, kept by a time server (chrony)',
    });
    expect(made(20).kind).toBe('good');
  });

  test('could be better when nobody keeps it right, or a little off', () => {
    expect(made(0, '')).toMatchObject({
      kind: 'could-be-better',
      measured: 'the same time as this laptop, not kept by a time server',
    });
    expect(made(0, 'keeper=systemd-timesyncd')).toMatchObject({
      measured: expect.stringContaining('has not reached a time server'),
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

  test('could not be checked in a container, whose host keeps it, nor without an answer', () => {
    expect(clockRight.judge(factsOfHost('bookworm-16-cores'), wanted, {})).toMatchObject({
      kind: 'could-not-check',
      why: [expect.stringContaining('its host keeps the clock')],
    });
    expect(clockRight.judge(factsOfHost('bookworm-16-cores', { clock: 1 }), wanted, {}).kind).toBe('could-not-check');
  });
});
