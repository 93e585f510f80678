import { describe, expect, test } from 'vitest';
import { supportedSystem } from '../../../provision/requirements/supported-system.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('supported-system', () => {
  test('is good on Debian 12 and 13', () => {
    expect(supportedSystem.judge(factsOfHost('bookworm-16-cores'), wanted, {}).kind).toBe('good');
    expect(supportedSystem.judge(factsOfHost('trixie-4-cores'), wanted, {}).kind).toBe('good');
  });

  test('must be fixed on any other, and no reason overrides it', () => {
    const ubuntu = factsOfHost('bookworm-16-cores', {
      'operating-system': 'ID=ubuntu\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04.1 LTS"\n',
    });
    expect(supportedSystem.judge(ubuntu, wanted, {})).toMatchObject({
      kind: 'must-fix',
      measured: 'Ubuntu 24.04.1 LTS',
      needed: 'Debian 12 or Debian 13',
    });
    expect(supportedSystem).toMatchObject({ overridable: false, code: 'TT-CHECK-02' });
  });

  test('could not be checked without os-release', () => {
    expect(supportedSystem.judge(factsOfHost('bookworm-16-cores', { 'operating-system': 1 }), wanted, {}).kind).toBe(
      'could-not-check',
    );
  });
});
