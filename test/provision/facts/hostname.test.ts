import { describe, expect, test } from 'vitest';
import { hostname } from '../../../provision/facts/hostname.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('hostname', () => {
  test('is the kernel’s, with any letters', () => {
    expect(hostname.parse(printed('bookworm-16-cores', hostname))).toBe('school');
    expect(hostname.parse('Müller_Schule 7\n')).toBe('Müller_Schule 7');
  });

  test('is unknown when empty', () => {
    expect(() => hostname.parse('\n')).toThrow('no host name');
  });
});
