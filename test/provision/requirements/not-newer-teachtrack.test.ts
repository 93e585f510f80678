import { describe, expect, test } from 'vitest';
import { notNewerTeachtrack } from '../../../provision/requirements/not-newer-teachtrack.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('not-newer-teachtrack', () => {
  const installed = factsOfHost('bookworm-16-cores', {
    teachtrack:
      '== current\n/opt/teachtrack/releases/1.10.0\n== releases\n1.10.0\n== wanted\n== runs\n1\n== lock\n== alive\n== nginx\n',
  });

  test('is good with none, the same or an older one', () => {
    expect(notNewerTeachtrack.judge(factsOfHost('bookworm-16-cores'), wanted, {}).kind).toBe('good');
    expect(notNewerTeachtrack.judge(installed, wanted, { version: '1.10.0' }).kind).toBe('good');
    expect(notNewerTeachtrack.judge(installed, wanted, { version: '1.11.0-beta.1' }).kind).toBe('good');
  });

  test('must be fixed with a newer one, and no reason overrides it', () => {
    expect(notNewerTeachtrack.judge(installed, wanted, { version: '1.9.0' }).kind).toBe('must-fix');
    expect(notNewerTeachtrack).toMatchObject({ overridable: false, code: 'TT-VERSION-01' });
  });

  test('could not be checked before it is settled what shall be installed', () => {
    expect(notNewerTeachtrack.judge(installed, wanted, {}).kind).toBe('could-not-check');
  });
});
