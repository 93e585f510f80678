import { expect, test } from 'vitest';
import { certificateTimer } from '../../../../provision/tuning/appliance/certificate-timer.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)(
  'looks every day, and makes up for a day when the server was off, for $tier teachers',
  (machine) => {
    const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
    const lines = certificateTimer.render(input).split('\n');
    expect(lines).toContain('Persistent=yes');
    expect(lines).toContain('OnCalendar=*-*-* 03:40');
    expect(lines).toContain('PartOf=teachtrack.target');
  },
);
