import { describe, expect, test } from 'vitest';
import { openPorts } from '../../../provision/facts/open-ports.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('open-ports', () => {
  test('are told with their holders', () => {
    const ports = openPorts.parse(printed('bookworm-foreign-services', openPorts));
    const holders = new Map(ports.map(({ port, holder }) => [port, holder?.name]));
    expect(holders.get(80)).toBe('nginx');
    expect(holders.get(3306)).toBe('mariadbd');
    expect(holders.get(6379)).toBe('redis-server');
    expect(ports.filter(({ port }) => port === 6379).map(({ address }) => address)).toEqual(['127.0.0.1', '::1']);
  });

  test('are told without holders where those are not shown, and without the name of a link', () => {
    expect(openPorts.parse('== ss\nLISTEN 0 128 127.0.0.53%lo:53 0.0.0.0:*\n')).toEqual([
      { address: '127.0.0.53', port: 53 },
    ]);
  });

  test('are read out of the kernel’s tables without ss', () => {
    const text = `== tables
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0CEA 00000000:0000 0A 00000000:00000000 00:00000000 00000000   101        0 4711 1 0 100 0 0 10 0
   1: 0100007F:0CEA 0100007F:9999 01 00000000:00000000 00:00000000 00000000   101        0 4712 1 0 100 0 0 10 0
== sockets
77 mariadbd\tsocket:[4711] socket:[99]
`;
    expect(openPorts.parse(text)).toEqual([
      { address: '127.0.0.1', port: 3306, holder: { name: 'mariadbd', pid: 77 } },
    ]);
  });

  test('are unknown when a line is not one of ss', () => {
    expect(() => openPorts.parse('== ss\nLISTEN 0 128 nonsense\n')).toThrow('not a line of ss');
  });
});
