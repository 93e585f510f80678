import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { databaseUnitFile } from '../../../../provision/tuning/mysql/unit.ts';
import { flavours, machines, tuningInput } from '../inputs.ts';

test('the database of 2,000 teachers has 4 cores and 12 GiB, and handles for all its connections', () => {
  const input = tuningInput({
    tier: 2000,
    cores: 16,
    memoryMiB: 32_051,
    flavour: { product: 'mysql', version: '9.7.4' },
  });
  const text = databaseUnitFile.render(input);
  for (const line of [
    'CPUQuota=400%',
    'MemoryHigh=12288M',
    'MemoryMax=14336M',
    'LimitNOFILE=65536',
    'OOMScoreAdjust=-600',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
  expect(databaseUnitFile.path(input)).toBe('/etc/systemd/system/mysql.service.d/teachtrack.conf');
});

test.each(machines)('on a machine for $tier teachers what is asked is what systemd shows', (machine) => {
  for (const flavour of flavours) {
    const input = tuningInput({ ...machine, flavour });
    const settings = new Map(databaseUnitFile.settings(input).map(({ name, wanted }) => [name, wanted]));
    expect(settings.get('MemoryMax')).toBe(String((input.budget.units.database.memoryMaxMiB as number) * 1024 * 1024));
    expect(settings.get('CPUQuota')).toBe(String(input.budget.database.cores * 100));
    expect(Number(settings.get('TasksMax'))).toBeGreaterThan(input.budget.connections.max);
  }
});

const large = { tier: 2000, cores: 16, memoryMiB: 32_051 } as const;

test('it may use what the disk keeps for root, and nothing else of root’s; MySQL’s own unit names no limits', () => {
  const caps = flavours.map((flavour) =>
    databaseUnitFile
      .render(tuningInput({ ...large, flavour }))
      .split('\n')
      .filter((line) => /Capabilit/.test(line)),
  );
  const may = 'CapabilityBoundingSet=CAP_IPC_LOCK CAP_DAC_OVERRIDE CAP_AUDIT_WRITE CAP_SYS_RESOURCE';
  const has = 'AmbientCapabilities=CAP_SYS_RESOURCE';
  expect(caps).toEqual(flavours.map(({ product }) => (product === 'mariadb' ? [may, has] : [has])));
});

test('what gives it room to start is a script that a shell can read', () => {
  const text = databaseUnitFile.render(tuningInput({ ...large, flavour: { product: 'mariadb', version: '10.11.19' } }));
  const script = /sh -c '([^']+emergency-reserve[^']+)'/.exec(text)?.[1] ?? '';
  expect(script.replace(/\$\$|%%/g, '')).not.toMatch(/[$%]/);
  execFileSync('sh', ['-n'], { input: script.replaceAll('$$', '$').replaceAll('%%', '%') });
});
