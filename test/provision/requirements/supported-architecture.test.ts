import { describe, expect, test } from 'vitest';
import { supportedArchitecture } from '../../../provision/requirements/supported-architecture.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('supported-architecture', () => {
  const made = (text: string) =>
    supportedArchitecture.judge(factsOfHost('bookworm-16-cores', { architecture: text }), wanted, {});

  test('is good on 64-bit Intel and AMD', () => {
    expect(supportedArchitecture.judge(factsOfHost('bookworm-16-cores'), wanted, {}).kind).toBe('good');
  });

  test('must be fixed on others and on a 32-bit system', () => {
    expect(made('machine=aarch64\npackages=arm64\n')).toMatchObject({
      kind: 'must-fix',
      measured: 'aarch64, packages for arm64',
    });
    expect(made('machine=x86_64\npackages=i386\n')).toMatchObject({
      kind: 'must-fix',
      why: ['A 32-bit system is installed.'],
    });
  });

  test('could not be checked when uname says nothing', () => {
    expect(made('machine=\npackages=\n').kind).toBe('could-not-check');
  });
});
