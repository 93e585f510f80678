import { describe, expect, test } from 'vitest';
import { operatingSystem } from '../../../provision/facts/operating-system.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('operating-system', () => {
  test('tells Debian releases apart', () => {
    expect(operatingSystem.parse(printed('bookworm-16-cores', operatingSystem))).toEqual({
      id: 'debian',
      name: 'Debian GNU/Linux 12 (bookworm)',
      version: '12',
      codename: 'bookworm',
    });
    expect(operatingSystem.parse(printed('trixie-4-cores', operatingSystem)).version).toBe('13');
  });

  test('reads quotes of either kind and escapes, and does without a version', () => {
    expect(operatingSystem.parse("ID=other\nPRETTY_NAME='Other \\$5 Linux'\n")).toEqual({
      id: 'other',
      name: 'Other $5 Linux',
    });
  });

  test('is unknown without an ID', () => {
    expect(() => operatingSystem.parse('NAME=Something\n')).toThrow('no ID');
  });
});
