import { describe, expect, test } from 'vitest';
import { cpuStealLow } from '../../../provision/requirements/cpu-steal-low.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('cpu-steal-low', () => {
  const made = (steal: number) =>
    cpuStealLow.judge(
      factsOfHost('bookworm-16-cores', {
        'cpu-steal': `cpu  0 0 0 1000 0 0 0 0 0 0\ncpu  50 0 0 ${1050 - steal} 0 0 0 ${steal} 0 0\n`,
      }),
      wanted,
      {},
    );

  test('is good when next to nothing is taken', () => {
    expect(made(1).kind).toBe('good');
  });

  test('could be better when others take it, with a ticket', () => {
    expect(made(30)).toMatchObject({
      kind: 'could-be-better',
      measured: '30 % just now, 2.7 % since the server started',
      ticket: expect.stringContaining('steal time'),
    });
  });

  test('could not be checked without two samples', () => {
    expect(cpuStealLow.judge(factsOfHost('bookworm-16-cores', { 'cpu-steal': '' }), wanted, {}).kind).toBe(
      'could-not-check',
    );
  });
});
