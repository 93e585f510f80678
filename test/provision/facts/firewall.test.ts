import { describe, expect, test } from 'vitest';
import { firewall } from '../../../provision/facts/firewall.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('firewall', () => {
  test('has no rules on a practice server', () => {
    expect(firewall.parse(printed('bookworm-16-cores', firewall))).toEqual({
      ufw: 'absent',
      firewalld: 'absent',
      nftRules: 0,
    });
  });

  test('does not count rules where nft is missing', () => {
    expect(firewall.parse('ufw=active\nfirewalld=absent\n')).toEqual({ ufw: 'active', firewalld: 'absent' });
  });

  test('has the ports that a firewall in charge lets in', () => {
    const text = 'ufw=active\nfirewalld=absent\nallowed=22 80 443 80 161/udp \nnft=40\n';
    expect(firewall.parse(text)).toMatchObject({ ufw: 'active', allowed: [22, 80, 443] });
  });

  test('is unknown when it says something else', () => {
    expect(() => firewall.parse('ufw=maybe\nfirewalld=absent\n')).toThrow('not a state');
  });
});
