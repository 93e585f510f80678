import { describe, expect, test } from 'vitest';
import { virtualisation } from '../../../provision/facts/virtualisation.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('virtualisation', () => {
  test('tells containers, virtual machines and bare metal apart', () => {
    expect(virtualisation.parse(printed('bookworm-16-cores', virtualisation))).toEqual({
      kind: 'systemd-nspawn',
      container: true,
    });
    expect(virtualisation.parse('kind=kvm\ncontainer=none\n')).toEqual({ kind: 'kvm', container: false });
    expect(virtualisation.parse('kind=none\ncontainer=none\n')).toEqual({ kind: 'none', container: false });
  });

  test('is unknown without systemd-detect-virt', () => {
    expect(() => virtualisation.parse('kind=\ncontainer=\n')).toThrow('systemd-detect-virt');
  });
});
