import { lookup } from 'node:dns/promises';
import type { NamesState, SiteName } from '../../provision/ctl/names/state.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import { askCtl, installedOrStagedCtl, jsonOf } from './ctl.ts';
import type { OpenServer } from './open-server.ts';

/** One name as both sides see it. */
export type NameSeen = SiteName & {
  /** Where this laptop finds that it leads; none when it is not known here. */
  readonly fromLaptop: readonly string[];
  readonly laptopOk: boolean;
};

export type NamesSeen = Omit<NamesState, 'names'> & {
  /** Of the answers. */
  readonly addresses: readonly string[];
  readonly names: readonly NameSeen[];
  /** What to enter in the DNS, ready to send; empty when there is no name for one. */
  readonly ticket: string;
};

type Answer = NamesState & { readonly addresses: readonly string[]; readonly ticket: string };

/** The names of the site as the server and as this laptop find them, side by side. */
export async function namesOf({ transport }: OpenServer): Promise<NamesSeen> {
  const argv = installedOrStagedCtl('names', 'check', '--json');
  const answer = jsonOf((await askCtl(transport, { argv, unhealthyIsAnAnswer: true })).trim()) as Answer | undefined;
  if (answer === undefined || !Array.isArray(answer.names))
    throw new ProvisionError({ code: 'TT-RUN-04', message: 'The engine did not say what it knows of the names.' });
  const names = await Promise.all(
    answer.names.map(async (one) => {
      const fromLaptop = await foundHere(one.name);
      const right = one.kind === 'mdns' ? [...answer.addresses, ...answer.ownAddresses] : answer.addresses;
      return { ...one, fromLaptop, laptopOk: fromLaptop.some((address) => right.includes(address)) };
    }),
  );
  return { ...answer, names };
}

/** By whatever means the laptop has: hosts file, DNS, multicast. A name that is not known in 5 s counts as unknown. */
async function foundHere(name: string): Promise<readonly string[]> {
  const asked = lookup(name, { all: true }).then((found) => found.map(({ address }) => address.replace(/%.*$/, '')));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(resolve, 5_000, []);
  });
  const found = await Promise.race([asked.catch(() => []), late]);
  clearTimeout(timer);
  return found;
}
