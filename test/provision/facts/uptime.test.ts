import { describe, expect, test } from 'vitest';
import { uptime } from '../../../provision/facts/uptime.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('uptime', () => {
  test('is in whole seconds', () => {
    expect(uptime.parse(printed('bookworm-16-cores', uptime))).toBeGreaterThan(0);
    expect(uptime.parse('3292.93 4048.25\n')).toBe(3292);
    expect(() => uptime.parse('long')).toThrow('/proc/uptime');
  });
});
