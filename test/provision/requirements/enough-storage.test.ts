import { describe, expect, test } from 'vitest';
import { enoughStorage } from '../../../provision/requirements/enough-storage.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('enough-storage', () => {
  test('is good at the size of the seed figures', () => {
    expect(enoughStorage.judge(factsOfHost('bookworm-16-cores'), wanted, {})).toMatchObject({
      kind: 'good',
      measured: '549 GB where /var/lib lies (/dev/nvme0n1p1)',
      needed: '500 GB for 2,000 teachers',
    });
  });

  test('could be better where the first year fits and no more', () => {
    expect(enoughStorage.judge(factsOfHost('bookworm-8-cores'), wanted, {})).toMatchObject({ kind: 'could-be-better' });
  });

  test('must be fixed below what the arithmetic needs, and shows the arithmetic', () => {
    const verdict = enoughStorage.judge(factsOfHost('bookworm-2-cores-spinning'), wanted, {});
    expect(verdict).toMatchObject({ kind: 'must-fix' });
    expect(verdict).toHaveProperty(
      'why.0',
      expect.stringMatching(/database log 4 GB \+ .* \+ 11 backups 110 GB \+ .* = \d+ GB/),
    );
  });

  test('could not be checked without df', () => {
    expect(enoughStorage.judge(factsOfHost('bookworm-16-cores', { storage: '== paths\n' }), wanted, {}).kind).toBe(
      'could-not-check',
    );
  });
});
