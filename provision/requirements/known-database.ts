import { isKnownDatabase } from '../capacity/flavour.ts';
import { databaseVersion } from '../facts/database-version.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known } from './words.ts';

export const knownDatabase: Requirement = {
  id: 'known-database',
  topic: 'services',
  title: 'Database server already there',
  severity: 'block',
  overridable: false,
  facts: [databaseVersion],
  judge(facts) {
    const needed = 'none, or MariaDB 10.11 or newer, or MySQL 8.0.14 or newer';
    return known(facts, [databaseVersion], { needed }, (found) => {
      if (!found.installed) return good('none', needed);
      const { flavour, says } = found;
      if (flavour !== undefined && isKnownDatabase(flavour))
        return good(`${flavour.product === 'mysql' ? 'MySQL' : 'MariaDB'} ${flavour.version}`, needed);
      return {
        kind: 'must-fix',
        measured: says,
        needed,
        why: ['We do not know which settings this database server takes, and we do not guess.'],
        fix: 'Remove it when nobody uses it (its packages and /var/lib/mysql), or use another server.',
      };
    });
  },
};
