import { describe, expect, test } from 'vitest';
import type { WantedState } from '../../../../provision/model/wanted.ts';
import { parseFirewall } from '../../../../provision/ops/nft.ts';
import { parsePorts } from '../../../../provision/ops/sshd.ts';
import { digestIn, openUdp, renderRules } from '../../../../provision/steps/firewall/rules.ts';
import { wanted as given } from '../../tuning/inputs.ts';

const wanted: WantedState = { ...given, firewall: { kind: 'on', alsoOpen: [9090] } };

describe('the rules of the firewall', () => {
  test('leave SSH open where it was found, the site, the local name and what was named', () => {
    const text = renderRules(wanted, [22, 2222]);
    expect(text).toContain('tcp dport { 22, 80, 443, 2222, 9090 } accept');
    expect(text).toContain('udp dport 5353 accept');
    expect(renderRules({ ...wanted, names: [] }, [22])).not.toContain('5353');
    expect([openUdp(wanted), openUdp({ ...wanted, names: [] })]).toEqual([
      [68, 546, 5353],
      [68, 546],
    ]);
    expect(renderRules({ ...wanted, tls: { kind: 'plain-lan' } }, [22])).toContain('dport { 22, 80, 9090 }');
  });

  test('let SSH in only from where the answers say, also where somebody opened its port besides', () => {
    const sshFrom = ['10.20.0.0/16', '10.20.7.5', 'fd12:20::/64'];
    const text = renderRules({ ...wanted, firewall: { kind: 'on', alsoOpen: [2222, 9090], sshFrom } }, [22, 2222]);
    expect(text.split('\n').filter((line) => line.includes('tcp dport'))).toEqual([
      '    tcp dport { 80, 443, 9090 } accept',
      '    ip saddr 10.20.0.0/16 tcp dport { 22, 2222 } accept',
      '    ip saddr 10.20.7.5 tcp dport { 22, 2222 } accept',
      '    ip6 saddr fd12:20::/64 tcp dport { 22, 2222 } accept',
    ]);
  });

  test('replace our own table and name no other', () => {
    const text = renderRules(wanted, [22]);
    expect([...text.matchAll(/table inet (\S+)/g)].map(([, name]) => name)).toEqual(Array(3).fill('teachtrack'));
    expect(text).not.toContain('flush');
  });

  test('bear a digest that changes with them', () => {
    const digest = digestIn(renderRules(wanted, [22]));
    expect(digest).toMatch(/^[0-9a-f]{16}$/);
    expect(digestIn(renderRules(wanted, [2222]))).not.toBe(digest);
    expect(digestIn(renderRules(wanted, [22]))).toBe(digest);
  });
});

test('what listens for other machines is told once a port', () => {
  const said =
    'foreign ufw\nforce 00aa\nlisten 22 sshd\nlisten 22 sshd\nlisten 9090 \nlisten * x\nhear 161 snmpd\nhear 161 snmpd\nhear 41234 avahi-daemon\n';
  expect(parseFirewall(said)).toEqual({
    foreign: 'ufw',
    inForce: '00aa',
    allowed: [],
    isTorn: false,
    listening: [
      { port: 22, holder: 'sshd' },
      { port: 9090, holder: 'somebody' },
    ],
    hearing: [{ port: 161, holder: 'snmpd' }],
  });
  expect(parseFirewall('')).toEqual({
    foreign: null,
    inForce: null,
    allowed: [],
    isTorn: false,
    listening: [],
    hearing: [],
  });
  expect(parseFirewall('foreign ufw\nallowed=22 80 443 80 161/udp \n')).toMatchObject({ allowed: [22, 80, 443] });
  expect(parseFirewall('torn yes\n')).toMatchObject({ inForce: null, isTorn: true });
});

test('ports of SSH come from its settings, its listeners and systemd’s sockets', () => {
  expect(parsePorts('2222\n22\n22\nnonsense\n0\n70000\n')).toEqual([22, 2222]);
});
