import type { Fact } from '../model/fact.ts';
import { pairs } from './text.ts';

/**
 * `kind`: what the system runs in, by systemd's words (`kvm`, `vmware`, `microsoft`, `lxc`, `systemd-nspawn` …),
 * or `none` on bare metal. `container`: the kernel belongs to somebody else.
 */
export type Virtualisation = { readonly kind: string; readonly container: boolean };

export const virtualisation: Fact<Virtualisation> = {
  id: 'virtualisation',
  title: 'Virtual machine or own hardware',
  script: `echo "kind=$(systemd-detect-virt)"; echo "container=$(systemd-detect-virt --container)"`,
  parse(stdout) {
    const found = pairs(stdout);
    const kind = found.get('kind') ?? '';
    if (!/^[a-z][a-z0-9-]*$/.test(kind)) throw new Error('systemd-detect-virt is not there or printed nothing');
    return { kind, container: (found.get('container') ?? 'none') !== 'none' };
  },
};
