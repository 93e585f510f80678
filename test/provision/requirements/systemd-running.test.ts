import { describe, expect, test } from 'vitest';
import { systemdRunning } from '../../../provision/requirements/systemd-running.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('systemd-running', () => {
  const made = (text: string) => systemdRunning.judge(factsOfHost('bookworm-16-cores', { systemd: text }), wanted, {});

  test('is good when it runs', () => {
    expect(systemdRunning.judge(factsOfHost('trixie-4-cores'), wanted, {}).kind).toBe('good');
  });

  test('must be fixed without it, or when it is too old', () => {
    expect(made('== none\n').kind).toBe('must-fix');
    expect(made('== version\nsystemd 245 (245.4)\n== state\nrunning\n== failed\n').kind).toBe('must-fix');
  });

  test('could be better with failed services of others, or while the machine starts', () => {
    expect(
      made('== version\nsystemd 252\n== state\ndegraded\n== failed\ncups.service loaded failed failed CUPS\n'),
    ).toMatchObject({
      kind: 'could-be-better',
      measured: 'systemd 252, degraded; failed: cups.service',
    });
    expect(made('== version\nsystemd 252\n== state\nstarting\n== failed\n').kind).toBe('could-be-better');
  });

  test('could not be checked when it does not answer', () => {
    expect(made('== version\nsystemd 252\n== state\n== failed\n').kind).toBe('could-not-check');
  });
});
