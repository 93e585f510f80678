import { expect, test } from 'vitest';
import { firewallService } from '../../../../provision/tuning/appliance/firewall-service.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('loads proven rules only, and takes only our table away, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = firewallService.render(input).split('\n');
  expect(lines).toContain('ConditionPathExists=/etc/teachtrack/firewall-proven.nft');
  expect(lines).toContain('ExecStop=-/usr/sbin/nft delete table inet teachtrack');
  expect(lines.filter((line) => line.includes('flush'))).toEqual([]);
});
