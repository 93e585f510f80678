import { nameResolution } from '../facts/name-resolution.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known, listed } from './words.ts';

export const namesResolve: Requirement = {
  id: 'names-resolve',
  topic: 'names',
  title: 'Names lead to the server',
  severity: 'advise',
  facts: [nameResolution],
  judge(facts, { names: all, addresses }) {
    // Names that end in .local are asked for by multicast, which the server answers once it is installed.
    const names = all.filter((name) => !name.endsWith('.local'));
    const needed =
      names.length === 0
        ? 'the server knows its own name'
        : `${listed(names)} ${names.length === 1 ? 'leads' : 'lead'} to ${listed(addresses)}`;
    return known(facts, [nameResolution], { needed }, (found) => {
      const asked = names.map((name) => ({ name, to: found.names[name] }));
      if (asked.some(({ to }) => to === undefined))
        return {
          kind: 'could-not-check',
          needed,
          why: ['The names were not looked up in this check.'],
          fix: 'Check again with the names.',
        };
      const wrong = asked.filter(({ to }) => !to?.some((address) => addresses.includes(address)));
      if (wrong.length > 0)
        return {
          kind: 'could-be-better',
          measured: wrong
            .map(({ name, to = [] }) => (to.length === 0 ? `${name} is not known` : `${name} leads to ${listed(to)}`))
            .join('; '),
          needed,
          why: [
            'The name was not entered in the DNS of the network yet.',
            'The server asks another DNS than the teachers do: then it works for them all the same.',
          ],
          fix: `Until it does, teachers can open the site by its address: ${listed(addresses)}.`,
          ticket: `Please enter in our DNS: ${wrong.map(({ name }) => addresses.map((address) => `${name} ${address.includes(':') ? 'AAAA' : 'A'} ${address}`).join(', ')).join('; ')}.`,
        };
      if (!found.ownNameFound)
        return {
          kind: 'could-be-better',
          measured: 'the server does not find its own name',
          needed,
          why: ['Its name is missing in /etc/hosts. Some programs then wait for seconds.'],
          fix: 'Add a line to /etc/hosts on the server: 127.0.1.1 and its name.',
        };
      return good(names.length === 0 ? 'it does; teachers use the address' : 'they do', needed);
    });
  },
};
