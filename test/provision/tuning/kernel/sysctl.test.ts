import { expect, test } from 'vitest';
import { kernelSysctl } from '../../../../provision/tuning/kernel/sysctl.ts';
import { databaseAdminPort } from '../../../../provision/tuning/paths.ts';
import { machines, tuningInput } from '../inputs.ts';

const flavour = { product: 'mariadb', version: '10.11.19' } as const;

test.each(machines)('the waiting line for $tier teachers is never shorter than the kernel’s own', (machine) => {
  const input = tuningInput({ ...machine, flavour });
  const text = kernelSysctl.render(input);
  const somaxconn = Number(/net\.core\.somaxconn = (\d+)/.exec(text)?.[1]);
  expect(somaxconn).toBeGreaterThanOrEqual(Math.max(4096, input.budget.web.backlog));
  expect(text).not.toContain('tcp_tw_recycle');
});

test('our own ports lie outside the range that the kernel lends', () => {
  const range = kernelSysctl
    .settings(tuningInput({ tier: 500, cores: 8, memoryMiB: 15_974, flavour }))
    .find(({ name }) => name === 'net.ipv4.ip_local_port_range');
  const [lowest = 0] = range?.wanted.split(' ').map(Number) ?? [];
  for (const port of [80, 443, 3306, databaseAdminPort]) expect(port).toBeLessThan(lowest);
});

test('what belongs to the whole kernel is marked, as a container cannot set it', () => {
  const settings = kernelSysctl.settings(tuningInput({ tier: 500, cores: 8, memoryMiB: 15_974, flavour }));
  expect(settings.filter(({ name }) => /^(vm|fs)\./.test(name)).every(({ ofTheHost }) => ofTheHost === true)).toBe(
    true,
  );
  expect(settings.filter(({ name }) => /^net\.ipv4\./.test(name)).some(({ ofTheHost }) => ofTheHost === true)).toBe(
    false,
  );
});
