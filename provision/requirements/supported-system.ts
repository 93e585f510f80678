import { operatingSystem } from '../facts/operating-system.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known } from './words.ts';

/** Systems that the bundle has packages for. */
const supportedSystems = [
  { id: 'debian', version: '12', suite: 'bookworm', name: 'Debian 12' },
  { id: 'debian', version: '13', suite: 'trixie', name: 'Debian 13' },
] as const;

export const supportedSystem: Requirement = {
  id: 'supported-system',
  topic: 'server',
  title: 'Operating system',
  severity: 'block',
  overridable: false,
  code: 'TT-CHECK-02',
  facts: [operatingSystem],
  judge(facts) {
    const needed = supportedSystems.map(({ name }) => name).join(' or ');
    return known(facts, [operatingSystem], { needed }, ({ id, version, name }) => {
      if (supportedSystems.some((system) => system.id === id && system.version === version)) return good(name, needed);
      return {
        kind: 'must-fix',
        measured: name,
        needed,
        why: ['The bundle has no packages for this system, and what we have not tried there we do not promise.'],
        fix: `Install ${needed} on the server, then check again.`,
        ticket: `Please install ${needed} (64-bit, without a desktop, with an SSH server) on the machine that is to be the TeachTrack server. It runs ${name} now.`,
      };
    });
  },
};
