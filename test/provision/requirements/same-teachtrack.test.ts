import { describe, expect, test } from 'vitest';
import { sameTeachtrack } from '../../../provision/requirements/same-teachtrack.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('same-teachtrack', () => {
  const installed = factsOfHost('bookworm-16-cores', {
    teachtrack:
      '== current\n/opt/teachtrack/releases/1.10.0\n== releases\n1.10.0\n== wanted\n== runs\n1\n== lock\n== alive\n== nginx\n',
  });

  test('is good with none, and with the very version', () => {
    expect(sameTeachtrack.judge(factsOfHost('bookworm-16-cores'), wanted, {}).kind).toBe('good');
    expect(sameTeachtrack.judge(installed, wanted, { version: '1.10.0' }).kind).toBe('good');
  });

  test('must be fixed with a newer or an older one, and no reason overrides it', () => {
    expect(sameTeachtrack.judge(installed, wanted, { version: '1.9.0' }).kind).toBe('must-fix');
    expect(sameTeachtrack.judge(installed, wanted, { version: '1.10.0-beta.1' }).kind).toBe('must-fix');
    expect(sameTeachtrack).toMatchObject({ overridable: false, code: 'TT-VERSION-01' });
  });

  test('leads to the upgrade where the installed one is older', () => {
    expect(sameTeachtrack.judge(installed, wanted, { version: '1.11.0-beta.1' })).toMatchObject({
      kind: 'must-fix',
      measured: 'TeachTrack 1.10.0 is installed; 1.11.0-beta.1 is newer',
      fix: expect.stringContaining('teachtrack upgrade'),
    });
  });

  test('could not be checked before it is settled what shall be installed', () => {
    expect(sameTeachtrack.judge(installed, wanted, {}).kind).toBe('could-not-check');
  });
});
