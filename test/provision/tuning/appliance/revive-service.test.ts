import { expect, test } from 'vitest';
import { reviveService } from '../../../../provision/tuning/appliance/revive-service.ts';
import { tuningFiles } from '../../../../provision/tuning/catalogue.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('is called for every service that serves people, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const name = reviveService.path(input).split('/').at(-1) ?? '';
  const calls = tuningFiles.filter((file) => new RegExp(`^OnFailure=.*${name}$`, 'm').test(file.render(input)));
  expect(calls.map(({ id }) => id).sort()).toEqual([
    'appliance/api-service',
    'appliance/monitor-service',
    'appliance/worker-service',
    'mysql/unit',
    'nginx/unit',
    'redis/cache-unit',
    'redis/queue-unit',
  ]);
});

test.each(machines)('waits for nobody, ends with the appliance, and may do no more than ask systemd', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = reviveService.render(input).split('\n');
  for (const line of [
    'Type=exec',
    'PartOf=teachtrack.target',
    'ProtectSystem=strict',
    'RestrictAddressFamilies=AF_UNIX',
  ])
    expect(lines).toContain(line);
});
