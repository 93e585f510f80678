import { temp } from '../facts/temp.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known } from './words.ts';

/** Advice only: nothing of ours runs from /tmp. */
export const temporaryFolder: Requirement = {
  id: 'temporary-folder',
  topic: 'storage',
  title: 'Folder for temporary files',
  severity: 'advise',
  facts: [temp],
  judge(facts) {
    const needed = '/tmp can be written; programs need not run from it';
    return known(facts, [temp], { needed }, ({ writable, noexec }) => {
      if (writable)
        return good(noexec ? 'can be written; programs may not run from it, which is fine' : 'can be written', needed);
      return {
        kind: 'could-be-better',
        measured: '/tmp cannot be written',
        needed,
        why: ['It is missing, mounted read-only or has the wrong permissions.'],
        fix: 'On the server, run: chmod 1777 /tmp.',
      };
    });
  },
};
