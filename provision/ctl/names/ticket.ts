import { isIPv6 } from 'node:net';

export type Wish = { readonly names: readonly string[]; readonly addresses: readonly string[] };

/**
 * What whoever looks after the district’s DNS has to enter, ready to send: the records, and the same as commands for the
 * usual servers. Empty when no name needs a name server.
 */
export function dnsTicket({ names, addresses }: Wish): string {
  const known = names.filter((name) => !name.endsWith('.local'));
  if (known.length === 0) return '';
  const records = known.flatMap((name) =>
    addresses.map((address) => ({ name, address, type: isIPv6(address) ? 'AAAA' : 'A' }) as const),
  );
  return [
    'Please enter these names in our DNS:',
    ...records.map(({ name, type, address }) => `  ${name}.  ${type}  ${address}`),
    '',
    'Windows DNS Server (PowerShell on the DNS server):',
    ...records.map(({ name, type, address }) => {
      const [host = '', ...zone] = name.split('.');
      const value = type === 'AAAA' ? `-IPv6Address "${address}"` : `-IPv4Address "${address}"`;
      return `  Add-DnsServerResourceRecord${type} -ZoneName "${zone.join('.')}" -Name "${host}" ${value}`;
    }),
    '',
    'BIND (in the file of the zone; raise its serial, then: rndc reload):',
    ...records.map(({ name, type, address }) => `  ${name}. IN ${type} ${address}`),
    '',
    'dnsmasq, also in many routers (a line in its configuration):',
    ...records.map(({ name, address }) => `  host-record=${name},${address}`),
  ].join('\n');
}
