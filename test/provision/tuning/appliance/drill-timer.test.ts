import { expect, test } from 'vitest';
import { drillTimer } from '../../../../provision/tuning/appliance/drill-timer.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)(
  'comes every week, and makes up for a week in which the server was off, for $tier teachers',
  (machine) => {
    const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
    const lines = drillTimer.render(input).split('\n');
    expect(lines).toContain('OnCalendar=Sun *-*-* 04:00:00');
    expect(lines).toContain('Persistent=yes');
    expect(lines).toContain('WantedBy=timers.target');
    expect(drillTimer.path(input)).toBe('/etc/systemd/system/teachtrack-drill.timer');
  },
);
