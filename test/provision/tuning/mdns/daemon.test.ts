import { expect, test } from 'vitest';
import { localName, mdnsDaemon } from '../../../../provision/tuning/mdns/daemon.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('answers for the name of the site and tells nothing else, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = mdnsDaemon.render(input).split('\n');
  expect(lines).toContain('host-name=teachtrack');
  expect(lines).toContain('publish-workstation=no');
  expect(lines).toContain('disable-user-service-publishing=yes');
});

test('only a name of one word and .local is answered by multicast', () => {
  const named = (...names: string[]) => {
    const input = tuningInput({ ...machines[0], flavour: { product: 'mariadb', version: '10.11.19' } } as never);
    return localName({ ...input, wanted: { ...input.wanted, names } });
  };
  expect(named('plans.school.example', 'hill.local')).toBe('hill.local');
  expect(named('plans.hill.local', 'school.example')).toBeUndefined();
});
