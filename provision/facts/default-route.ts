import type { Fact } from '../model/fact.ts';
import { columns, lines, section, sections } from './text.ts';

/** The links that traffic to other networks leaves by; none is fine for a server that serves one LAN. */
export type DefaultRoute = { readonly ipv4?: string; readonly ipv6?: string };

export const defaultRoute: Fact<DefaultRoute> = {
  id: 'default-route',
  title: 'Way to other networks',
  script: `echo '== ipv4'; cat /proc/net/route; echo '== ipv6'; cat /proc/net/ipv6_route; exit 0`,
  parse(stdout) {
    const found = sections(stdout);
    const rows = lines(section(found, 'ipv4'));
    if (!rows[0]?.startsWith('Iface')) throw new Error('/proc/net/route could not be read');
    const ipv4 = rows
      .map(columns)
      .find(([, destination, , , , , , mask]) => destination === '00000000' && mask === '00000000')?.[0];
    const ipv6 = lines(section(found, 'ipv6'))
      .map((line) => line.trim().split(/\s+/))
      .find(
        ([destination = '', length, , , , , , , , device]) =>
          /^0{32}$/.test(destination) && length === '00' && device !== 'lo',
      )
      ?.at(-1);
    return { ...(ipv4 === undefined ? {} : { ipv4 }), ...(ipv6 === undefined ? {} : { ipv6 }) };
  },
};
