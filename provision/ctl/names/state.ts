import { hostname } from '../../facts/hostname.ts';
import { nameResolution } from '../../facts/name-resolution.ts';
import { networkLinks } from '../../facts/network-links.ts';
import type { Facts } from '../../model/fact.ts';
import type { WantedState } from '../../model/wanted.ts';
import type { State } from '../../ops/state-file.ts';

export type SiteName = {
  readonly name: string;
  /** `dns`: a name server knows it. `mdns`: the server itself answers for it on the local network. */
  readonly kind: 'dns' | 'mdns';
  /** Where the server finds that it leads; for `mdns`, the server’s own addresses when it answers for it. */
  readonly leadsTo: readonly string[];
  /** Null: the server does not know it. That is no fault where it has no name server, or another than the teachers. */
  readonly ok: boolean | null;
};

/** What the server itself knows of its names and addresses. */
export type NamesState = State & {
  readonly hostname: string;
  /** Of the server’s network cards, without link-local ones. */
  readonly ownAddresses: readonly string[];
  /** Addresses of the answers that no card of the server has. */
  readonly strayAddresses: readonly string[];
  readonly nameServers: readonly string[];
  readonly names: readonly SiteName[];
};

type Known = { readonly facts: Facts; readonly answersAs: string | undefined; readonly now: Date };

export function namesState(wanted: WantedState, { facts, answersAs, now }: Known): NamesState {
  const resolved = knownValue(facts, nameResolution);
  const own = (knownValue(facts, networkLinks) ?? [])
    .flatMap(({ addresses = [] }) => addresses)
    .filter((address) => !/^fe80:/i.test(address));
  const names = wanted.names.map((name): SiteName => {
    if (/^[a-z0-9-]+\.local$/.test(name)) {
      const answers = answersAs === name;
      return { name, kind: 'mdns', leadsTo: answers ? own : [], ok: answers };
    }
    const leadsTo = resolved?.names[name] ?? [];
    const ok = leadsTo.length === 0 ? null : leadsTo.some((address) => wanted.addresses.includes(address));
    return { name, kind: 'dns', leadsTo, ok };
  });
  const strayAddresses = own.length === 0 ? [] : wanted.addresses.filter((address) => !own.includes(address));
  const problems = [
    ...names.filter(({ ok }) => ok === false).map((one) => problemOf(one, answersAs)),
    ...strayAddresses.map((address) => `${address} is no address of this server.`),
  ];
  const unknown = names.filter(({ ok }) => ok === null).map(({ name }) => name);
  return {
    at: now.toISOString(),
    ok: problems.length > 0 ? false : unknown.length > 0 ? null : true,
    summary: problems[0] ?? summaryOf(wanted, unknown),
    hostname: knownValue(facts, hostname) ?? '',
    ownAddresses: own,
    strayAddresses,
    nameServers: resolved?.nameServers ?? [],
    names,
  };
}

function problemOf({ name, kind, leadsTo }: SiteName, answersAs: string | undefined): string {
  if (kind === 'dns') return `${name} leads to ${leadsTo.join(', ')}, which is not this server.`;
  if (answersAs === undefined) return `Nothing on this server answers to ${name}.`;
  return `${name} is taken by another machine on the network; this server answers to ${answersAs}.`;
}

function summaryOf({ names, addresses }: WantedState, unknown: readonly string[]): string {
  if (names.length === 0) return `The site has no name; teachers use the address ${addresses.join(', ')}.`;
  if (unknown.length === 0) return `${names.join(', ')}: all lead to this server.`;
  return `The server does not know ${unknown.join(', ')}; what counts is that the teachers’ computers do.`;
}

function knownValue<T>(facts: Facts, fact: Parameters<typeof facts.get<T>>[0]): T | undefined {
  const outcome = facts.get(fact);
  return outcome.kind === 'known' ? outcome.value : undefined;
}
