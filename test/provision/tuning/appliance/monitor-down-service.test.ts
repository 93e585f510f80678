import { expect, test } from 'vitest';
import { monitorDownService } from '../../../../provision/tuning/appliance/monitor-down-service.ts';
import { monitorService } from '../../../../provision/tuning/appliance/monitor-service.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)(
  'is what the monitor’s unit starts when it gives up, in the same cage, for $tier teachers',
  (machine) => {
    const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
    expect(monitorService.render(input)).toContain(`OnFailure=${monitorDownService.path(input).split('/').at(-1)}`);
    const lines = monitorDownService.render(input).split('\n');
    expect(lines).toContain('Type=oneshot');
    for (const line of [
      'User=teachtrack-monitor',
      'LoadCredential=alerts:/etc/teachtrack/secrets/alerts',
      'NoNewPrivileges=yes',
    ])
      expect(lines).toContain(line);
  },
);
