import { expect, test } from 'vitest';
import { backupService } from '../../../../provision/tuning/appliance/backup-service.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('gives way to everything that works for people, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = backupService.render(input).split('\n');
  expect(lines).toContain(
    'ExecStart=/opt/teachtrack/current/bin/node /opt/teachtrack/current/ctl.mjs backup run --reason nightly',
  );
  expect(lines).toContain('Nice=15');
  expect(lines).toContain('IOSchedulingClass=idle');
  expect(lines).toContain('ProtectSystem=full');
  expect(lines).toContain('NoNewPrivileges=yes');
  expect(backupService.path(input)).toBe('/etc/systemd/system/teachtrack-backup.service');
});
