import { expect, test } from 'vitest';
import { applianceTmpfiles } from '../../../../provision/tuning/appliance/tmpfiles.ts';
import { tuningInput } from '../inputs.ts';

test('the folder of the sockets is there after every boot', () => {
  const flavour = { product: 'mariadb', version: '10.11.19' } as const;
  const input = tuningInput({ tier: 500, cores: 8, memoryMiB: 15_974, flavour });
  expect(applianceTmpfiles.render(input)).toContain('d /run/teachtrack 0755 root root -');
  expect(applianceTmpfiles.render(input)).toContain(
    'C /run/teachtrack-boot-id 0444 root root - /proc/sys/kernel/random/boot_id',
  );
});
