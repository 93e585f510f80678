import { networkLinks } from '../../provision/facts/network-links.ts';
import type { Facts } from '../../provision/model/fact.ts';

/** Links that lead to containers, virtual machines or tunnels of the server itself. */
const inner = /^(docker|br-|virbr|vnet|veth|ve-|vb-|tun|tap|wg|cni|flannel|zt|tailscale)/;
/** Given by a machine to itself, where nobody gave it one. */
const selfGiven = /^169\.254\./;

/** The IPv4 addresses by which the network reaches the server; those of IPv6 often change by themselves. */
export function addressesIn(facts: Facts): readonly string[] {
  const found = facts.get(networkLinks);
  if (found.kind === 'unknown') return [];
  return found.value
    .filter(({ name, state, carrier }) => !inner.test(name) && (carrier || state === 'up'))
    .flatMap(({ addresses = [] }) => addresses)
    .filter((address) => !address.includes(':') && !selfGiven.test(address));
}
