import { packageLocks } from '../facts/package-locks.ts';
import { teachtrack } from '../facts/teachtrack.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known } from './words.ts';

export const packageManagerHealthy: Requirement = {
  id: 'package-manager-healthy',
  topic: 'services',
  title: 'Package manager in order',
  severity: 'block',
  code: 'TT-APT-02',
  facts: [packageLocks, teachtrack],
  judge(facts) {
    const needed = 'no package left half installed';
    return known(facts, [packageLocks, teachtrack], { needed }, ({ broken, audit, holder }, { runs }) => {
      if (broken.length === 0 && audit === '') return good('all packages are whole', needed);
      const measured =
        broken.length === 0
          ? (audit.split('\n')[0] ?? audit)
          : `half installed: ${broken.map(({ name, version }) => `${name} ${version}`).join(', ')}`;
      if (holder !== undefined)
        return {
          kind: 'could-be-better',
          measured,
          needed,
          why: ['A package installation is under way just now: this is how it looks from outside.'],
          fix: 'Wait until it is through, then check again.',
        };
      if (runs > 0)
        return {
          kind: 'could-be-better',
          measured,
          needed,
          why: ['An earlier install of TeachTrack was cut off, by a power cut for example.'],
          fix: 'Nothing has to be done: the next install brings it to its end first.',
        };
      return {
        kind: 'must-fix',
        measured,
        needed,
        why: ['An installation was cut off, or a package could not be set up.'],
        fix: 'On the server, run: sudo dpkg --configure -a, then: sudo apt-get -f install. When a package refuses, whoever installed it has to repair or remove it.',
      };
    });
  },
};
