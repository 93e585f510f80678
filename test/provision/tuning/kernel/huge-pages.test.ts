import { expect, test } from 'vitest';
import { kernelHugePages } from '../../../../provision/tuning/kernel/huge-pages.ts';
import { tuningInput } from '../inputs.ts';

test('huge pages are given to those who ask, from every boot on', () => {
  const flavour = { product: 'mariadb', version: '10.11.19' } as const;
  const input = tuningInput({ tier: 500, cores: 8, memoryMiB: 15_974, flavour });
  expect(kernelHugePages.path(input)).toBe('/etc/tmpfiles.d/teachtrack-huge-pages.conf');
  expect(kernelHugePages.render(input)).toMatch(/^w- \/sys\/kernel\/mm\/transparent_hugepage\/enabled .* madvise$/m);
  expect(kernelHugePages.settings(input)).toMatchObject([{ wanted: 'madvise', ofTheHost: true }]);
});
