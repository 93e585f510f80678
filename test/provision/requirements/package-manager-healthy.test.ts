import { describe, expect, test } from 'vitest';
import { packageManagerHealthy } from '../../../provision/requirements/package-manager-healthy.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('package-manager-healthy', () => {
  const half = '== broken\niF \tnginx\t1.22\n== audit\nOnly half configured\n';

  test('is good when all packages are whole', () => {
    expect(packageManagerHealthy.judge(factsOfHost('bookworm-16-cores'), wanted, {}).kind).toBe('good');
  });

  test('must be fixed when somebody’s installation was cut off', () => {
    const made = factsOfHost('bookworm-16-cores', { 'package-locks': `== holder\n${half}` });
    expect(packageManagerHealthy.judge(made, wanted, {})).toMatchObject({
      kind: 'must-fix',
      measured: 'half installed: nginx 1.22',
    });
  });

  test('does not stop when it was ours, or is under way', () => {
    const runs = '== current\n== releases\n== wanted\n== runs\n1\n== lock\n== alive\n== nginx\n';
    const ours = factsOfHost('bookworm-16-cores', { 'package-locks': `== holder\n${half}`, teachtrack: runs });
    expect(packageManagerHealthy.judge(ours, wanted, {}).kind).toBe('could-be-better');
    const now = factsOfHost('bookworm-16-cores', { 'package-locks': `== holder\n812\tapt-get install nginx\n${half}` });
    expect(packageManagerHealthy.judge(now, wanted, {}).kind).toBe('could-be-better');
  });

  test('could not be checked without dpkg', () => {
    expect(packageManagerHealthy.judge(factsOfHost('bookworm-16-cores', { 'package-locks': 1 }), wanted, {}).kind).toBe(
      'could-not-check',
    );
  });
});
