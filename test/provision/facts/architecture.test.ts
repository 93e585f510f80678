import { describe, expect, test } from 'vitest';
import { architecture } from '../../../provision/facts/architecture.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('architecture', () => {
  test('is told by the kernel and by dpkg', () => {
    expect(architecture.parse(printed('trixie-4-cores', architecture))).toEqual({
      machine: 'x86_64',
      packages: 'amd64',
    });
  });

  test('says what it knows where dpkg is missing', () => {
    expect(architecture.parse('machine=aarch64\npackages=\n')).toEqual({ machine: 'aarch64' });
  });

  test('is unknown when uname says nothing', () => {
    expect(() => architecture.parse('machine=\npackages=amd64\n')).toThrow('uname');
  });
});
