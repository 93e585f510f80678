import { architecture } from '../facts/architecture.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known } from './words.ts';

export const supportedArchitecture: Requirement = {
  id: 'supported-architecture',
  topic: 'server',
  title: 'Kind of processor',
  severity: 'block',
  overridable: false,
  code: 'TT-CHECK-02',
  facts: [architecture],
  judge(facts) {
    const needed = '64-bit Intel or AMD (x86_64) with a 64-bit system';
    return known(facts, [architecture], { needed }, ({ machine, packages }) => {
      const measured = packages === undefined ? machine : `${machine}, packages for ${packages}`;
      if (machine === 'x86_64' && (packages ?? 'amd64') === 'amd64') return good(measured, needed);
      const is32Bit = machine === 'x86_64' || /^i.86$/.test(machine);
      return {
        kind: 'must-fix',
        measured,
        needed,
        why: [
          is32Bit
            ? 'A 32-bit system is installed.'
            : 'The programs in the bundle are made for another kind of processor.',
        ],
        fix: is32Bit
          ? 'Install the 64-bit system (amd64) and check again.'
          : 'Choose a server with an Intel or AMD processor.',
      };
    });
  },
};
