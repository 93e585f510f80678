import { describe, expect, test } from 'vitest';
import { redisVersion } from '../../../provision/facts/redis-version.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('redis-version', () => {
  test('is told by the program itself', () => {
    expect(redisVersion.parse(printed('bookworm-foreign-services', redisVersion))).toMatchObject({
      installed: true,
      flavour: { product: 'redis' },
    });
    expect(redisVersion.parse(printed('bookworm-16-cores', redisVersion))).toEqual({ installed: false });
  });

  test('has no flavour where we cannot read it', () => {
    expect(redisVersion.parse('something else')).toEqual({ installed: true, says: 'something else' });
  });
});
