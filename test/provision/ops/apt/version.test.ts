import { expect, test } from 'vitest';
import { comparePackageVersions } from '../../../../provision/ops/apt/version.ts';

/** Each older than the next, as `dpkg --compare-versions` has them. */
const inOrder = [
  ...['0.9~rc1-1', '0.9-1', '0.9-1+b1', '0.9-1.1', '0.9.1-1', '0.10-1', '1.0~~', '1.0~', '1.0', '1.0-1', '1.0a-1'],
  ...['1.0+dfsg-1', '1.22.1-9', '1.22.1-9+deb12u2', '1.22.1-9+deb12u10', '9.9'],
  ...['1:10.11.6-0+deb12u1', '1:10.11.19-0+deb12u1', '5:7.0.15-1~deb12u7', '5:7.0.15-1'],
];

test('versions are in the order of the distribution', () => {
  expect(inOrder.toReversed().sort(comparePackageVersions)).toEqual(inOrder);
  for (const version of inOrder) expect(comparePackageVersions(version, version)).toBe(0);
  expect(comparePackageVersions('0:1.0-1', '1.0-1')).toBe(0);
});
