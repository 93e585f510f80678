import { describe, expect, test } from 'vitest';
import { systemd } from '../../../provision/facts/systemd.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('systemd', () => {
  test('runs a practice server', () => {
    expect(systemd.parse(printed('bookworm-16-cores', systemd))).toEqual({
      version: 252,
      state: 'running',
      failedUnits: [],
    });
    expect(systemd.parse(printed('trixie-4-cores', systemd))?.version).toBeGreaterThan(252);
  });

  test('names failed units', () => {
    const text =
      '== version\nsystemd 252 (252.1)\n== state\ndegraded\n== failed\ncups.service loaded failed failed CUPS\n';
    expect(systemd.parse(text)).toEqual({ version: 252, state: 'degraded', failedUnits: ['cups.service'] });
  });

  test('may not be there, and may not answer', () => {
    expect(systemd.parse('== none\n')).toBeUndefined();
    expect(() => systemd.parse('== version\nsystemd 252\n== state\n\n== failed\n')).toThrow('does not answer');
  });
});
