import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../provision/requirements/temporary-folder.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('temporary-folder', () => {
  const made = (text: string) => temporaryFolder.judge(factsOfHost('bookworm-16-cores', { temp: text }), wanted, {});

  test('is good when it can be written, also when programs may not run from it', () => {
    expect(temporaryFolder.judge(factsOfHost('bookworm-16-cores'), wanted, {}).kind).toBe('good');
    expect(made('writable=yes\nnoexec=yes\n')).toMatchObject({
      kind: 'good',
      measured: expect.stringContaining('which is fine'),
    });
  });

  test('could be better when it cannot be written', () => {
    expect(made('writable=no\nnoexec=no\n').kind).toBe('could-be-better');
  });

  test('could not be checked without an answer', () => {
    expect(made('').kind).toBe('could-not-check');
  });
});
