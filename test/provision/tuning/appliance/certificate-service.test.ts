import { expect, test } from 'vitest';
import { certificateService } from '../../../../provision/tuning/appliance/certificate-service.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('renews when it is time and reaches nothing but this machine, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = certificateService.render(input).split('\n');
  const node = '/opt/teachtrack/current/bin/node';
  expect(lines).toContain(`ExecStart=${node} /opt/teachtrack/current/ctl.mjs certificate renew --if-due`);
  expect(lines).toContain('ProtectSystem=strict');
  expect(lines).toContain('IPAddressDeny=any');
  expect(lines.filter((line) => /^ReadWritePaths=-\/(etc|var\/lib)$/.test(line))).toEqual([]);
});
