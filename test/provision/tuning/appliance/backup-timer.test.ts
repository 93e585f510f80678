import { expect, test } from 'vitest';
import { backupTimer, nightlyOf } from '../../../../provision/tuning/appliance/backup-timer.ts';
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

test('comes at the hour of the answers; one that is switched off keeps its file and waits for nobody', () => {
  const [machine] = machines;
  if (machine === undefined) throw new Error('no machine');
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const at = (nightly: string) => ({ ...input.wanted, backups: { nightly, copies: [] } });
  expect(backupTimer.render({ ...input, wanted: at('03:15') })).toContain('OnCalendar=*-*-* 03:15:00\n');
  expect(nightlyOf(at('off'))).toBeUndefined();
  expect(backupTimer.render({ ...input, wanted: at('off') })).toContain('OnCalendar=*-*-* 01:30:00\n');
});
