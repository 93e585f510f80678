import { expect, test } from 'vitest';
import { compareVersions, versionPath } from '../../../provision/upgrade/version-path.ts';

const path = (installed: string, offered: string, upgradesFrom = '0.1.0') =>
  versionPath({ installed, offered, upgradesFrom });

test('a newer version goes on one that it can be put on', () => {
  expect(path('0.1.0', '0.2.0')).toEqual({ kind: 'possible' });
  expect(path('0.9.0', '0.10.0', '0.9.0')).toEqual({ kind: 'possible' });
  expect(path('1.0.0-rc.1', '1.0.0')).toEqual({ kind: 'possible' });
});

test('the version that is there is nothing to upgrade', () => {
  expect(path('0.2.0', '0.2.0')).toEqual({ kind: 'same' });
});

test('an older version is refused, and the way back is named', () => {
  expect(path('0.2.0', '0.1.0')).toMatchObject({ kind: 'refused', message: expect.stringContaining('--back') });
});

test('a skipped version is refused by the name of the one needed', () => {
  expect(path('0.1.0', '0.4.0', '0.3.0')).toEqual({
    kind: 'refused',
    why: 'skips',
    message:
      'TeachTrack 0.1.0 is installed, and 0.4.0 can be put on 0.3.0 or newer. Upgrade to 0.3.0 first, then to 0.4.0.',
  });
});

test('orders versions by their numbers, a candidate before its release', () => {
  const sorted = ['1.0.0', '0.9.10', '1.0.0-rc.10', '0.10.0', '1.0.0-rc.9', '0.9.9'].sort(compareVersions);
  expect(sorted).toEqual(['0.9.9', '0.9.10', '0.10.0', '1.0.0-rc.9', '1.0.0-rc.10', '1.0.0']);
});
