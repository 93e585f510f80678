import { expect, test } from 'vitest';
import { driftTimer } from '../../../../provision/tuning/appliance/drift-timer.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('comes once a day, also after a night without power, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = driftTimer.render(input).split('\n');
  expect(lines).toContain('OnCalendar=*-*-* 04:40:00');
  expect(lines).toContain('Persistent=true');
  expect(lines).toContain('OnActiveSec=3min');
  expect(driftTimer.path(input)).toBe('/etc/systemd/system/teachtrack-drift.timer');
});
