import { describe, expect, test } from 'vitest';
import { defaultRoute } from '../../../provision/facts/default-route.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('default-route', () => {
  test('is none on a network of its own', () => {
    expect(defaultRoute.parse(printed('bookworm-16-cores', defaultRoute))).toEqual({});
  });

  test('names the link that leads out', () => {
    const ipv4 =
      'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\neth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\n';
    const ipv6 =
      '00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth1\n';
    expect(defaultRoute.parse(`== ipv4\n${ipv4}== ipv6\n${ipv6}`)).toEqual({ ipv4: 'eth0', ipv6: 'eth1' });
  });

  test('is unknown when the kernel shows no table', () => {
    expect(() => defaultRoute.parse('== ipv4\n== ipv6\n')).toThrow('/proc/net/route');
  });
});
