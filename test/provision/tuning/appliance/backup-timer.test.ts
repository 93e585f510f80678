import { expect, test } from 'vitest';
import { backupTimer } from '../../../../provision/tuning/appliance/backup-timer.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)(
  'comes every night, and makes up for a night in which the server was off, for $tier teachers',
  (machine) => {
    const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
    const lines = backupTimer.render(input).split('\n');
    expect(lines).toContain('OnCalendar=*-*-* 01:30:00');
    expect(lines).toContain('Persistent=yes');
    expect(lines).toContain('WantedBy=timers.target');
    expect(backupTimer.path(input)).toBe('/etc/systemd/system/teachtrack-backup.timer');
  },
);
