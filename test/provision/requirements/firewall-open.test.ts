import { describe, expect, test } from 'vitest';
import { firewallOpen } from '../../../provision/requirements/firewall-open.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('firewall-open', () => {
  const made = (text: string) => firewallOpen.judge(factsOfHost('bookworm-16-cores', { firewall: text }), wanted, {});

  test('is good without rules', () => {
    expect(firewallOpen.judge(factsOfHost('bookworm-16-cores'), wanted, {}).kind).toBe('good');
  });

  test('could be better with a firewall, and says how to open the ports', () => {
    expect(made('ufw=active\nfirewalld=absent\n')).toMatchObject({
      kind: 'could-be-better',
      fix: expect.stringContaining('sudo ufw allow 80/tcp; sudo ufw allow 443/tcp'),
    });
    expect(made('ufw=absent\nfirewalld=active\n')).toMatchObject({
      fix: expect.stringContaining('firewall-cmd --reload'),
    });
    expect(made('ufw=absent\nfirewalld=absent\nnft=3\n')).toMatchObject({ measured: '3 rules of nftables' });
  });

  test('is good with a firewall that lets teachers in, by all ports that are needed', () => {
    const open = made('ufw=active\nfirewalld=absent\nallowed=80 443\n');
    expect(open).toMatchObject({
      kind: 'good',
      measured: 'the firewall ufw is on and lets everybody reach 80 and 443',
    });
    expect(made('ufw=absent\nfirewalld=active\nallowed=80\n').kind).toBe('could-be-better');
  });

  test('could not be checked without an answer', () => {
    expect(made('').kind).toBe('could-not-check');
  });
});
