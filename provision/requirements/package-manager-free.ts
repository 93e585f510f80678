import { packageLocks } from '../facts/package-locks.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known } from './words.ts';

/** Advice only: an install waits for its turn by itself. */
export const packageManagerFree: Requirement = {
  id: 'package-manager-free',
  topic: 'services',
  title: 'No other package installation under way',
  severity: 'advise',
  facts: [packageLocks],
  judge(facts) {
    const needed = 'nobody else installing packages';
    return known(facts, [packageLocks], { needed }, ({ holder }) => {
      if (holder === undefined) return good('nobody is', needed);
      const automatic = /unattended-upgrade|apt\.systemd\.daily|packagekit/i.test(holder.command);
      return {
        kind: 'could-be-better',
        measured: `process ${holder.pid} is at it: ${holder.command}`,
        needed,
        why: [
          automatic
            ? 'The system fetches its automatic security updates; that takes some minutes.'
            : 'Somebody installs or updates something on this server.',
        ],
        fix: 'Nothing has to be done: the install waits until it is through, and says so. Do not stop it.',
      };
    });
  },
};
