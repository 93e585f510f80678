import { describe, expect, test } from 'vitest';
import { kernel } from '../../../provision/facts/kernel.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('kernel', () => {
  test('is a release', () => {
    expect(kernel.parse(printed('bookworm-16-cores', kernel))).toMatch(/^\d+\.\d+/);
    expect(() => kernel.parse('')).toThrow('uname');
  });
});
