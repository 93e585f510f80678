import { databases } from '../facts/databases.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known, some } from './words.ts';

/** Data of somebody else: never touched, and no reason overrides it. */
export const noForeignDatabase: Requirement = {
  id: 'no-foreign-database',
  topic: 'services',
  title: 'Databases of other programs',
  severity: 'block',
  overridable: false,
  code: 'TT-DATA-01',
  facts: [databases],
  judge(facts) {
    const needed = 'no MySQL or MariaDB database of another program on this server';
    return known(facts, [databases], { needed }, ({ exists, dataDirectory, foreign, otherDirectories, teachtrack }) => {
      const names = foreign.map(({ name, tables }) => `${name} (${some(tables, 'table')})`);
      const found = [...names, ...otherDirectories.map((path) => `a data directory at ${path}`)];
      if (found.length === 0) {
        const measured = !exists
          ? 'none'
          : teachtrack === undefined
            ? `${dataDirectory} holds no database`
            : "TeachTrack's own only";
        return good(measured, needed);
      }
      return {
        kind: 'must-fix',
        measured: found.join(', '),
        needed,
        why: [
          'Another program of this server keeps its data here. TeachTrack would change the settings of its database server and restart it.',
        ],
        fix: 'Use another server for TeachTrack. Or move those databases to another server first (save them, load them there, then remove them here) and check again. Nothing here is changed by us.',
        ticket: `TeachTrack needs a server of its own. On this one we found: ${found.join(', ')}. Please give us another server, or tell us who owns this data and whether it can be moved.`,
      };
    });
  },
};
