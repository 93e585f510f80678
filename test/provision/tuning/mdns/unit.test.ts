import { expect, test } from 'vitest';
import { mdnsUnit } from '../../../../provision/tuning/mdns/unit.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('starts the distribution’s service with our file, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  expect(mdnsUnit.render(input)).toContain(
    'ExecStart=\nExecStart=/usr/sbin/avahi-daemon -s -f /etc/teachtrack/avahi-daemon.conf\n',
  );
});
