import { collectFacts } from '../../facts/collect.ts';
import { hostname } from '../../facts/hostname.ts';
import { nameResolution } from '../../facts/name-resolution.ts';
import { networkLinks } from '../../facts/network-links.ts';
import { mdnsName } from '../../ops/mdns.ts';
import { writeState } from '../../ops/state-file.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { type NamesState, namesState } from '../names/state.ts';
import { dnsTicket } from '../names/ticket.ts';
import { opsOf, wantedOf } from '../own-act.ts';
import type { World } from '../world.ts';

export const names: Command = {
  name: 'names',
  usage: 'check [--json]',
  summary: 'what this server knows of the names and addresses of the site, and what to enter in the DNS',
  acts: ['check'],
  options: { json: { type: 'boolean' } },
  async run(world, flags) {
    const wanted = wantedOf(world);
    const state = await namesRecorded(world);
    const ticket = dnsTicket(wanted);
    if (flags['json'] === true) world.out(JSON.stringify({ ...state, addresses: wanted.addresses, ticket }));
    else world.out([...lines(state), '', ticket].join('\n').trimEnd());
    return state.ok === false ? exitCodes.unhealthy : exitCodes.ok;
  },
};

/** Looks, and writes down what was found. */
export async function namesRecorded(world: World): Promise<NamesState> {
  const wanted = wantedOf(world);
  const [facts, answersAs] = await Promise.all([
    collectFacts(world.transport, [hostname, networkLinks, nameResolution], {
      names: wanted.names,
      signal: world.signal,
    }),
    mdnsName(opsOf(world)),
  ]);
  const state = namesState(wanted, { facts, answersAs, now: new Date() });
  writeState('names', state, world.operation.stateFiles);
  return state;
}

function lines({ summary, hostname: own, ownAddresses, nameServers, names: all }: NamesState): readonly string[] {
  return [
    summary,
    `This server calls itself ${own} and has the addresses ${ownAddresses.join(', ') || '(none found)'}.`,
    `It asks the name servers ${nameServers.join(', ') || '(none)'}.`,
    ...all.map(({ name, leadsTo }) => `  ${name}: ${leadsTo.join(', ') || 'not known here'}`),
  ];
}
