import { describe, expect, test } from 'vitest';
import { bootId } from '../../../provision/facts/boot-id.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('boot-id', () => {
  test('is a UUID', () => {
    expect(bootId.parse(printed('bookworm-16-cores', bootId))).toMatch(/^[0-9a-f-]{36}$/);
    expect(() => bootId.parse('none\n')).toThrow('boot id');
  });
});
