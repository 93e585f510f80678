import { describe, expect, test } from 'vitest';
import { packageManagerFree } from '../../../provision/requirements/package-manager-free.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('package-manager-free', () => {
  test('is good when nobody uses it', () => {
    expect(packageManagerFree.judge(factsOfHost('bookworm-16-cores'), wanted, {}).kind).toBe('good');
  });

  test('could be better when somebody does, and says who', () => {
    expect(packageManagerFree.judge(factsOfHost('bookworm-foreign-services'), wanted, {})).toMatchObject({
      kind: 'could-be-better',
      measured: expect.stringMatching(/^process \d+ is at it: .*python3/),
    });
    const automatic = factsOfHost('bookworm-16-cores', {
      'package-locks': '== holder\n812\t/usr/bin/python3 /usr/bin/unattended-upgrade\n== broken\n== audit\n',
    });
    expect(packageManagerFree.judge(automatic, wanted, {})).toHaveProperty(
      'why.0',
      expect.stringContaining('automatic security updates'),
    );
  });

  test('could not be checked without dpkg', () => {
    expect(
      packageManagerFree.judge(factsOfHost('bookworm-16-cores', { 'package-locks': '== missing\n' }), wanted, {}).kind,
    ).toBe('could-not-check');
  });
});
