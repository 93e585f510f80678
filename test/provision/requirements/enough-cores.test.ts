import { describe, expect, test } from 'vitest';
import { enoughCores } from '../../../provision/requirements/enough-cores.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('enough-cores', () => {
  test('is good with the recommended number and could be better with the needed one', () => {
    const half = { ...wanted, tier: 500 as const };
    expect(enoughCores.judge(factsOfHost('bookworm-16-cores'), half, {}).kind).toBe('good');
    expect(enoughCores.judge(factsOfHost('bookworm-16-cores'), wanted, {})).toMatchObject({
      kind: 'could-be-better',
      measured: '16 cores (AMD EPYC)',
      needed: '16 cores for 2,000 teachers; 32 are recommended',
    });
  });

  test('must be fixed with fewer, and says how many more, with a ticket', () => {
    const verdict = enoughCores.judge(factsOfHost('bookworm-2-cores-spinning'), wanted, {});
    expect(verdict).toMatchObject({ kind: 'must-fix', measured: '2 cores (AMD EPYC)' });
    expect(verdict).toHaveProperty('fix', expect.stringContaining('14 more cores'));
    expect(verdict).toHaveProperty('ticket', expect.stringContaining('at least 16 processor cores'));
  });

  test('asks nothing beyond the needed for the smallest size', () => {
    expect(enoughCores.judge(factsOfHost('trixie-4-cores'), { ...wanted, tier: 150 }, {}).kind).toBe('good');
  });

  test('could not be checked when /proc/cpuinfo cannot be read', () => {
    const verdict = enoughCores.judge(factsOfHost('bookworm-16-cores', { cpu: 1 }), wanted, {});
    expect(verdict).toMatchObject({
      kind: 'could-not-check',
      why: ['Processor cores: the question ended with code 1 on the server.'],
    });
  });
});
