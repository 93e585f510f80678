import { firewall } from '../facts/firewall.ts';
import type { Requirement } from '../model/requirement.ts';
import { openingCommands } from '../ops/nft.ts';
import { good, known, listed } from './words.ts';

/** Advice only: others’ rules are never changed by us, and from inside we cannot see what it lets through. */
export const firewallOpen: Requirement = {
  id: 'firewall-open',
  topic: 'network',
  title: 'Firewall lets teachers in',
  severity: 'advise',
  facts: [firewall],
  judge(facts, { tls }) {
    const ports = tls.kind === 'plain-lan' ? ['80'] : ['80', '443'];
    const needed = `ports ${listed(ports)} open for the teachers’ network`;
    return known(facts, [firewall], { needed }, ({ ufw, firewalld, nftRules, allowed }) => {
      const inCharge = ufw === 'active' ? 'ufw' : firewalld === 'active' ? 'firewalld' : undefined;
      if (inCharge !== undefined && ports.every((port) => allowed?.includes(Number(port))))
        return good(`the firewall ${inCharge} is on and lets everybody reach ${listed(ports)}`, needed);
      if (inCharge !== undefined)
        return couldBlock(`the firewall ${inCharge} is on`, openingCommands(inCharge, ports).join('; '), needed);
      if ((nftRules ?? 0) > 0)
        return couldBlock(`${nftRules} rules of nftables`, 'have whoever wrote the rules open the ports', needed);
      return good(nftRules === undefined ? 'no firewall program on the server' : 'no rules on the server', needed);
    });
  },
};

function couldBlock(measured: string, how: string, needed: string) {
  return {
    kind: 'could-be-better',
    measured,
    needed,
    why: ['It may keep teachers out of the site. We never change the rules of others.'],
    fix: `If the ports are not open yet: ${how}. Keep the port of SSH open.`,
  } as const;
}
