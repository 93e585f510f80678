import { type DefaultRoute, defaultRoute } from '../facts/default-route.ts';
import { type NetworkLink, type NetworkLinks, networkLinks } from '../facts/network-links.ts';
import type { Requirement } from '../model/requirement.ts';
import { needsOf } from './tier-needs.ts';
import { count, good, known, speedWords } from './words.ts';

export const linkSpeed: Requirement = {
  id: 'link-speed',
  topic: 'network',
  title: 'Speed of the network link',
  severity: 'advise',
  facts: [networkLinks, defaultRoute],
  judge(facts, { tier, addresses }) {
    const { linkMbps } = needsOf({ tier });
    const needed = `${speedWords(linkMbps)} for ${count(tier)} teachers`;
    return known(facts, [networkLinks, defaultRoute], { needed }, (links, route) => {
      const link = servingLink(links, route, addresses);
      if (link === undefined)
        return {
          kind: 'could-not-check',
          needed,
          why: ['No network card is up.'],
          fix: 'Plug the cable in and check again.',
        };
      if (link.speedMbps === undefined)
        return {
          kind: 'could-not-check',
          needed,
          why: [`The server does not know the speed of ${link.name}: on a virtual machine, its host decides.`],
          fix: `Ask who runs the host whether it is connected with ${speedWords(linkMbps)}.`,
        };
      const measured = `${speedWords(link.speedMbps)} agreed on by ${link.name} and the switch${link.cardMbps === undefined ? '' : `; the card can do ${speedWords(link.cardMbps)}`}`;
      if (link.speedMbps >= linkMbps) return good(measured, needed);
      const cardCan = link.cardMbps !== undefined && link.cardMbps > link.speedMbps;
      return {
        kind: 'could-be-better',
        measured,
        needed,
        why: [
          ...(cardCan ? ['The card could do more: the cable or the port of the switch holds it back.'] : []),
          'When many teachers open the site or documents in the same minute, they wait for the network.',
        ],
        fix: cardCan
          ? 'Try another cable and another port of the switch.'
          : 'Have the server connected to a faster port, with a faster card if needed.',
        ticket: `The TeachTrack server is connected with ${speedWords(link.speedMbps)} (link ${link.name}). Please connect it with ${speedWords(linkMbps)}: check cable, port of the switch and card.`,
      };
    });
  },
};

/** The link that the site is reached by: the one with its address, else the one to other networks, else one that is up. */
function servingLink(links: NetworkLinks, route: DefaultRoute, addresses: readonly string[]): NetworkLink | undefined {
  const up = links.filter(({ state, carrier }) => state === 'up' || (state === 'unknown' && carrier));
  return (
    up.find((link) => link.addresses?.some((address) => addresses.includes(address))) ??
    up.find(({ name }) => name === (route.ipv4 ?? route.ipv6)) ??
    up[0]
  );
}
