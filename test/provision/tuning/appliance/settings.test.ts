import { expect, test } from 'vitest';
import { settingsSchema } from '../../../../appliance/config.ts';
import { applianceSettings } from '../../../../provision/tuning/appliance/settings.ts';
import { flavours, machines, tuningInput, wanted } from '../inputs.ts';

const flavour = { product: 'mariadb', version: '10.11.19' } as const;

test.each(machines)('are what the appliance’s own schema wants, for $tier teachers', (machine) => {
  for (const one of flavours) {
    const input = tuningInput({ ...machine, flavour: one });
    const settings = settingsSchema.parse(JSON.parse(applianceSettings.render(input)));
    const { api, worker } = input.budget.connections;
    expect(settings.database.api).toEqual({ connectionLimit: api.connectionLimit, maxIdle: api.maxIdle });
    expect(settings.database.worker.connectionLimit).toBe(worker.connectionLimit);
    expect(settings.worker.concurrency).toBeLessThanOrEqual(worker.connectionLimit);
  }
});

test('every address is known in both forms, an IPv6 one in brackets', () => {
  const machine = { tier: 500, cores: 8, memoryMiB: 15_974, flavour } as const;
  const origins = (changes = {}) => JSON.parse(applianceSettings.render(tuningInput(machine, changes))).origins;
  expect(origins()).toEqual([
    ...['https://teachtrack.local', 'http://teachtrack.local'],
    ...['https://10.1.2.3', 'http://10.1.2.3'],
    ...['https://[fd00::1]', 'http://[fd00::1]'],
  ]);
  expect(origins({ wanted: { ...wanted, names: [], addresses: ['10.1.2.3'], tls: { kind: 'plain-lan' } } })).toEqual([
    'http://10.1.2.3',
  ]);
});
