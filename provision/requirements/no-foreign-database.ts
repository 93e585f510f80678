import { type Databases, databases } from '../facts/databases.ts';
import { teachtrack } from '../facts/teachtrack.ts';
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
  facts: [databases, teachtrack],
  judge(facts) {
    const needed = 'no MySQL or MariaDB database of another program on this server';
    return known(facts, [databases, teachtrack], { needed }, (there, { version }) => {
      const names = there.foreign.map(({ name, tables }) => `${name} (${some(tables, 'table')})`);
      const found = [...names, ...there.otherDirectories.map((path) => `a data directory at ${path}`)];
      if (found.length === 0) return good(withoutForeign(there), needed);
      const measured = found.join(', ');
      // What is there by now was added by the server's administrator.
      if (version !== undefined && there.otherDirectories.length === 0)
        return {
          kind: 'could-be-better',
          measured,
          needed,
          why: ['Another program has come to keep its data in the database server that TeachTrack uses.'],
          fix: 'TeachTrack works on and never touches it; removing TeachTrack with its data waits until it is moved. Better give that program a server of its own.',
        };
      return {
        kind: 'must-fix',
        measured,
        needed,
        why: [
          'Another program of this server keeps its data here. TeachTrack would change the settings of its database server and restart it.',
        ],
        fix: 'Use another server for TeachTrack. Or move those databases to another server first (save them, load them there, then remove them here) and check again. Nothing here is changed by us.',
        ticket: `TeachTrack needs a server of its own. On this one we found: ${measured}. Please give us another server, or tell us who owns this data and whether it can be moved.`,
      };
    });
  },
};

function withoutForeign({ exists, dataDirectory, teachtrack: ours }: Databases): string {
  if (!exists) return 'none';
  return ours === undefined ? `${dataDirectory} holds no database` : "TeachTrack's own only";
}
