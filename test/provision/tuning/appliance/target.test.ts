import { expect, test } from 'vitest';
import { applianceTarget, applianceUnits } from '../../../../provision/tuning/appliance/target.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('wants every instance of the budget, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const { api, worker } = input.budget;
  const instances = applianceUnits(input).filter((unit) => unit.includes('@'));
  expect(instances).toHaveLength(2 * api.instances + worker.instances);
  expect(applianceUnits(input)).toEqual(
    expect.arrayContaining(['teachtrack-requests.path', 'teachtrack-monitor.service']),
  );
  const lines = applianceTarget.render(input).split('\n');
  expect(lines).toContain(`Wants=teachtrack-api@${api.instances}.service`);
  expect(lines).not.toContain(`Wants=teachtrack-api@${api.instances + 1}.service`);
  expect(lines).toContain(`Wants=teachtrack-worker@${worker.instances}.service`);
  expect(lines).toContain('WantedBy=multi-user.target');
});
