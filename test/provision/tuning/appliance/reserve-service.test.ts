import { expect, test } from 'vitest';
import { reserveService } from '../../../../provision/tuning/appliance/reserve-service.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('may write where the reserve lies and nowhere else, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = reserveService.render(input).split('\n');
  expect(lines).toContain('ExecStart=/opt/teachtrack/current/bin/node /opt/teachtrack/current/ctl.mjs reserve keep');
  expect(lines).toContain('ProtectSystem=strict');
  expect(lines).toContain('PrivateNetwork=yes');
  expect(lines.filter((line) => line.startsWith('ReadWritePaths='))).toEqual([
    'ReadWritePaths=-/var/lib/teachtrack',
    'ReadWritePaths=-/var/lib/mysql',
  ]);
});
