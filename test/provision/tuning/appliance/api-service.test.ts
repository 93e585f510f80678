import { expect, test } from 'vitest';
import { manifest } from '../../../../appliance/manifest.ts';
import { apiService } from '../../../../provision/tuning/appliance/api-service.ts';
import { workerService } from '../../../../provision/tuning/appliance/worker-service.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('runs the release within its share, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '11.8.9' } });
  const lines = apiService.render(input).split('\n');
  const { maxHeapMiB } = input.budget.api;
  expect(lines).toContain(
    `ExecStart=/opt/teachtrack/current/bin/node --max-old-space-size=${maxHeapMiB} /opt/teachtrack/current/${manifest.api.entry}`,
  );
  expect(lines).toContain(`Environment=${manifest.settingsVariable}=/etc/teachtrack/settings.json`);
  expect(lines).toContain(`MemoryMax=${input.budget.units.api.memoryMaxMiB}M`);
});

test('is shut in, but may write the code it runs', () => {
  const input = tuningInput({
    tier: 500,
    cores: 8,
    memoryMiB: 15_974,
    flavour: { product: 'mysql', version: '9.7.4' },
  });
  const lines = apiService.render(input).split('\n');
  for (const name of Object.values(manifest.credentials)) {
    expect(lines).toContain(`LoadCredential=${name}:/etc/teachtrack/secrets/${name}`);
  }
  for (const line of [
    'PrivateNetwork=yes',
    'ProtectSystem=strict',
    'SupplementaryGroups=redis',
    'CapabilityBoundingSet=',
    'NotifyAccess=all',
    'WatchdogSec=30',
  ]) {
    expect(lines).toContain(line);
  }
  expect(lines.join('\n')).not.toContain('MemoryDenyWriteExecute');
  expect(lines.find((line) => line.startsWith('After=mysql.service'))).toContain(
    'redis-server@teachtrack-queue.service',
  );
});

test('is given up after five starts, so that nobody waits in its socket in vain; a worker, for which nobody waits, after sixty', () => {
  const input = tuningInput({
    tier: 500,
    cores: 8,
    memoryMiB: 15_974,
    flavour: { product: 'mariadb', version: '11.8.9' },
  });
  // Of a setting that is there twice, systemd takes the last.
  const limitOf = ({ render }: typeof apiService) => {
    const value = (name: string) => render(input).split(`\n${name}=`).at(-1)?.split('\n')[0];
    return { starts: value('StartLimitBurst'), seconds: value('StartLimitIntervalSec') };
  };
  expect(limitOf(apiService)).toEqual({ starts: '5', seconds: '120' });
  expect(limitOf(workerService)).toEqual({ starts: '60', seconds: '300' });
});
