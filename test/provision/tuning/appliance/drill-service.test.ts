import { expect, test } from 'vitest';
import { drillService } from '../../../../provision/tuning/appliance/drill-service.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('proves the newest backup without getting in the way, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = drillService.render(input).split('\n');
  expect(lines).toContain('ExecStart=/opt/teachtrack/current/bin/node /opt/teachtrack/current/ctl.mjs drill run');
  expect(lines).toContain('Nice=15');
  expect(lines).toContain('IOSchedulingClass=idle');
  expect(lines).toContain('Type=oneshot');
  expect(drillService.path(input)).toBe('/etc/systemd/system/teachtrack-drill.service');
});
