import { describe, expect, test } from 'vitest';
import { networkLinks } from '../../../provision/facts/network-links.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('network-links', () => {
  test('tell the agreed speed and the addresses', () => {
    const [link, ...more] = networkLinks.parse(printed('bookworm-16-cores', networkLinks));
    expect(link).toMatchObject({ name: 'host0', state: 'up', carrier: true, speedMbps: 10_000 });
    expect(link?.addresses?.[0]).toMatch(/^10\./);
    expect(more).toEqual([]);
  });

  test('do not guess a speed that the kernel does not know, nor addresses without ip', () => {
    const text = '== links\neth0\tup\t1\t-1\t\n== addresses\nmissing\n';
    expect(networkLinks.parse(text)).toEqual([{ name: 'eth0', state: 'up', carrier: true }]);
  });

  test('tell what the card could do where ethtool says so', () => {
    expect(networkLinks.parse('== links\neno1\tup\t1\t1000\t10000\n== addresses\n')[0]).toMatchObject({
      speedMbps: 1000,
      cardMbps: 10_000,
    });
  });
});
