import { expect, test } from 'vitest';
import { requestsService } from '../../../../provision/tuning/appliance/requests-service.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('runs the engine of the current release once, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = requestsService.render(input).split('\n');
  expect(lines).toContain('Type=oneshot');
  expect(lines).toContain('ExecStart=/opt/teachtrack/current/bin/node /opt/teachtrack/current/ctl.mjs serve-requests');
  expect(lines).toContain('NoNewPrivileges=yes');
  expect(lines.filter((line) => line.startsWith('User='))).toEqual([]);
});
