import { describe, expect, test } from 'vitest';
import { clock } from '../../../provision/facts/clock.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('clock', () => {
  test('is compared with the clock of who asked', () => {
    expect(Math.abs(clock.parse(printed('bookworm-16-cores', clock)).aheadSeconds)).toBeLessThan(5);
    expect(clock.parse('asked=1000\nserver=1600\nkeeper=chrony\nsynchronised=yes\nzone=Africa/Nairobi\n')).toEqual({
      serverSeconds: 1600,
      aheadSeconds: 600,
      keeper: 'chrony',
      synchronised: true,
      timeZone: 'Africa/Nairobi',
    });
  });

  test('does not say synchronised where nobody says so', () => {
    expect(clock.parse('asked=1000\nserver=1000\nzone=/etc/localtime\n')).toEqual({
      serverSeconds: 1000,
      aheadSeconds: 0,
      synchronised: false,
    });
  });

  test('is unknown without the server’s time', () => {
    expect(() => clock.parse('asked=1000\nserver=\n')).toThrow('time');
  });
});
