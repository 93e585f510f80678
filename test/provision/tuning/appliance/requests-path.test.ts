import { expect, test } from 'vitest';
import { requestsPath } from '../../../../provision/tuning/appliance/requests-path.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('wakes the service of its name for a whole request only, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = requestsPath.render(input).split('\n');
  expect(lines).toContain('PathExistsGlob=/var/lib/teachtrack/requests/*.json');
  expect(lines).toContain('PartOf=teachtrack.target');
  expect(requestsPath.path(input)).toBe('/etc/systemd/system/teachtrack-requests.path');
});
