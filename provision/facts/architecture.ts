import type { Fact } from '../model/fact.ts';
import { maybeText, pairs } from './text.ts';

/** `machine` as the kernel says (`x86_64`); `packages` as dpkg says (`amd64`), absent without dpkg. */
export type Architecture = { readonly machine: string; readonly packages?: string };

export const architecture: Fact<Architecture> = {
  id: 'architecture',
  title: 'Processor architecture',
  script: `echo "machine=$(uname -m)"; echo "packages=$(dpkg --print-architecture)"`,
  parse(stdout) {
    const found = pairs(stdout);
    const machine = maybeText(found.get('machine'));
    if (machine === undefined) throw new Error('uname -m printed nothing');
    const packages = maybeText(found.get('packages'));
    return packages === undefined ? { machine } : { machine, packages };
  },
};
