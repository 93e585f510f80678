import { expect, test } from 'vitest';
import { reservePath } from '../../../../provision/tuning/appliance/reserve-path.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('waits for the wish of the monitor, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = reservePath.render(input).split('\n');
  expect(lines).toContain('PathExists=/var/lib/teachtrack/monitor/reserve-wanted');
  expect(lines).toContain('PartOf=teachtrack.target');
  expect(reservePath.path(input)).toBe('/etc/systemd/system/teachtrack-reserve.path');
});
