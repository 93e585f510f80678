import { describe, expect, test } from 'vitest';
import { temp } from '../../../provision/facts/temp.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('temp', () => {
  test('is told by its permissions and mount options', () => {
    expect(temp.parse(printed('bookworm-16-cores', temp))).toEqual({ writable: true, noexec: false });
    expect(temp.parse('writable=no\nnoexec=yes\n')).toEqual({ writable: false, noexec: true });
  });

  test('is unknown when nothing is said', () => {
    expect(() => temp.parse('')).toThrow('/tmp');
  });
});
