import { createHash } from 'node:crypto';
import { layout } from '../../layout.ts';
import type { WantedState } from '../../model/wanted.ts';
import { table } from '../../ops/nft.ts';
import { heading } from '../../tuning/file.ts';
import { localName } from '../../tuning/mdns/daemon.ts';

export const { firewallRules: wantedRules, provenFirewallRules: provenRules } = layout;

/** TCP ports that stay open: SSH where it was found, for those it is let in from, the site, and what the answers name. */
export function openTcp({ tls, firewall }: WantedState, ssh: readonly number[]): readonly number[] {
  const site = tls.kind === 'plain-lan' ? [80] : [80, 443];
  const also = firewall?.kind === 'on' ? firewall.alsoOpen : [];
  return [...new Set([...ssh, ...site, ...also])].sort((a, b) => a - b);
}

/** UDP ports that stay open: where the network hands out addresses, and where the local name is asked for. */
export function openUdp(wanted: WantedState): readonly number[] {
  return [68, 546, ...(localName({ wanted }) === undefined ? [] : [5353])];
}

/**
 * One table of our own. The first two lines make the file replace it in one transaction. What others have in tables of
 * theirs holds beside it: a packet must please all of them.
 */
export function renderRules(wanted: WantedState, ssh: readonly number[]): string {
  const rules = [
    'type filter hook input priority filter; policy drop;',
    'iifname "lo" accept',
    'ct state established,related accept',
    'ct state invalid drop',
    'meta l4proto { icmp, ipv6-icmp, igmp } accept',
    // Addresses that the network hands out.
    'udp sport 67 udp dport 68 accept',
    'ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept',
    ...tcpRules(wanted, ssh),
    ...(localName({ wanted }) !== undefined ? ['udp dport 5353 accept'] : []),
  ];
  return [
    `# ${heading}`,
    `table inet ${table}`,
    `delete table inet ${table}`,
    `table inet ${table} {`,
    `  comment "rules ${digestOf(rules)}"`,
    '  chain input {',
    ...rules.map((rule) => `    ${rule}`),
    '  }',
    '}',
    '',
  ].join('\n');
}

/** From where SSH is let in; none where it is from everywhere. */
export function sshSources({ firewall }: WantedState): readonly string[] {
  return firewall?.kind === 'on' ? (firewall.sshFrom ?? []) : [];
}

// One rule a subnet: in a set of nftables, subnets that lie in each other would be refused.
function tcpRules(wanted: WantedState, ssh: readonly number[]): readonly string[] {
  const to = (ports: readonly number[]) => `tcp dport { ${ports.join(', ')} } accept`;
  const sources = sshSources(wanted);
  const open = openTcp(wanted, ssh);
  if (sources.length === 0) return [to(open)];
  return [
    to(open.filter((port) => !ssh.includes(port))),
    ...sources.map((source) => `${source.includes(':') ? 'ip6' : 'ip'} saddr ${source} ${to(ssh)}`),
  ];
}

/** The digest that the rules of a file bear. */
export function digestIn(text: string): string | undefined {
  return /comment "rules ([0-9a-f]+)"/.exec(text)?.[1];
}

function digestOf(rules: readonly string[]): string {
  return createHash('sha256').update(rules.join('\n')).digest('hex').slice(0, 16);
}
