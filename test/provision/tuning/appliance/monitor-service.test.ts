import { expect, test } from 'vitest';
import { monitorService } from '../../../../provision/tuning/appliance/monitor-service.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('is watched by systemd and may change nothing but its folder, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = monitorService.render(input).split('\n');
  for (const line of [
    ...[
      'Type=notify',
      'WatchdogSec=90',
      'Restart=always',
      'OnFailure=teachtrack-monitor-down.service teachtrack-revive.service',
    ],
    ...['User=teachtrack-monitor', 'ProtectSystem=strict', 'CapabilityBoundingSet='],
    ...['StateDirectory=teachtrack/monitor', 'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6'],
  ])
    expect(lines).toContain(line);
  expect(lines.filter((line) => /^ReadWritePaths|^PrivateNetwork|^IPAddressDeny/.test(line))).toEqual([]);
  expect(lines).toContain('InaccessiblePaths=-/var/lib/teachtrack/documents -/var/lib/teachtrack/backups');
});
