import { expect, test } from 'vitest';
import { settled } from '../../../installer/session/default-answers.ts';
import { addressesIn } from '../../../installer/session/server-addresses.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';

const links = (rows: string, addresses: string) => ({
  'network-links': `== links\n${rows}\n== addresses\n${addresses}\n`,
});

test('the addresses of the network are found, and none of containers, of itself, or of a link that is down', () => {
  const rows = ['eno1\tup\t1\t1000\t1000', 'docker0\tup\t1\t\t', 'eno2\tdown\t0\t\t'].join('\n');
  const addresses = [
    '2: eno1    inet 10.20.0.5/16 brd 10.20.255.255 scope global eno1',
    '2: eno1    inet6 fe80::1/64 scope link',
    '2: eno1    inet 169.254.7.7/16 scope link eno1',
    '3: docker0    inet 172.17.0.1/16 scope global docker0',
    '4: eno2    inet 10.99.0.5/16 scope global eno2',
  ].join('\n');
  expect(addressesIn(factsOfHost('bookworm-16-cores', links(rows, addresses)))).toEqual(['10.20.0.5']);
  expect(addressesIn(factsOfHost('bookworm-16-cores', { 'network-links': 127 }))).toEqual([]);
});

test('they are offered for a server that was reached by name, and give way to what a person answered', () => {
  const found = { addresses: ['10.20.0.5'] };
  expect(settled({ version: 1 }, 'plans.hill.example', found).addresses).toEqual(['10.20.0.5']);
  expect(settled({ version: 1 }, '10.20.0.9', found).addresses).toEqual(['10.20.0.9']);
  const answered = { version: 1, addresses: ['10.30.0.5'] } as const;
  expect(settled({ ...answered, addresses: [...answered.addresses] }, 'plans.hill.example', found).addresses).toEqual([
    '10.30.0.5',
  ]);
});
