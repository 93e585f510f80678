import { describe, expect, test } from 'vitest';
import { nginxVersion } from '../../../provision/facts/nginx-version.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('nginx-version', () => {
  test('is told by the program itself', () => {
    expect(nginxVersion.parse(printed('bookworm-foreign-services', nginxVersion))).toMatchObject({
      installed: true,
      flavour: { version: '1.22.1' },
    });
    expect(nginxVersion.parse(printed('bookworm-16-cores', nginxVersion))).toEqual({ installed: false });
  });

  test('has no flavour where we cannot read it', () => {
    expect(nginxVersion.parse('something else')).toEqual({ installed: true, says: 'something else' });
  });
});
