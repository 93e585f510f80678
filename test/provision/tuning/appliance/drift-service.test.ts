import { expect, test } from 'vitest';
import { driftService } from '../../../../provision/tuning/appliance/drift-service.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('looks once, behind everything that teachers do, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = driftService.render(input).split('\n');
  expect(lines).toContain('Type=oneshot');
  expect(lines).toContain('ExecStart=/opt/teachtrack/current/bin/node /opt/teachtrack/current/ctl.mjs drift --record');
  for (const look of ['firewall show', 'names check', 'reserve keep'])
    expect(lines).toContain(`ExecStart=-/opt/teachtrack/current/bin/node /opt/teachtrack/current/ctl.mjs ${look}`);
  expect(lines).toContain('IOSchedulingClass=idle');
  expect(lines).toContain('NoNewPrivileges=yes');
});
